// SPDX-License-Identifier: Apache-2.0
// Elements, briefly: h('p', {class: 'x', onclick: f}, 'text', child, null).

export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(c => c !== null && c !== undefined));
  return element;
}

// Words in `backticks` as <code>.
export function marked(text) {
  return text.split('`').map((part, i) => (i % 2 ? h('code', {}, part) : part));
}

export function saveFile(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], {type}));
  h('a', {href: url, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

// The button says that it worked; without a clipboard (an unusual browser) the text is selected.
export async function copyText(text, button, source) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    getSelection().selectAllChildren(source);
    document.execCommand('copy');
  }
  const label = button.textContent;
  button.textContent = 'copied';
  setTimeout(() => (button.textContent = label), 1200);
}
