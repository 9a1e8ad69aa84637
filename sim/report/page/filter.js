// SPDX-License-Identifier: Apache-2.0
// The table's filter: words that a row must contain, and conditions on columns, all at once:
// "cow written>=0.5 cycles<1e6".

const kOperators = {
  '=': (a, b) => String(a) === b || a === Number(b),
  '!=': (a, b) => !kOperators['='](a, b),
  '<=': (a, b) => a !== null && a <= Number(b),
  '>=': (a, b) => a !== null && a >= Number(b),
  '<': (a, b) => a !== null && a < Number(b),
  '>': (a, b) => a !== null && a > Number(b),
};

// A column by its name, by that of its key, or by the end of it where that is clear.
export function columnNamed(name, names) {
  if (names.includes(name)) return name;
  if (names.includes(`config.${name}`)) return `config.${name}`;
  const ends = names.filter(n => n.endsWith(`.${name}`));
  const keys = ends.filter(n => n.startsWith('config.'));
  if (keys.length === 1) return keys[0];
  return ends.length === 1 ? ends[0] : null;
}

// {test(row), error}: `shown` are the columns that words are looked for in.
export function filterOf(text, table, shownColumns) {
  const tests = [];
  for (const term of text.trim().split(/\s+/).filter(Boolean)) {
    const condition = /^([\w.]+)(!=|<=|>=|=|<|>)(.+)$/.exec(term);
    if (!condition) {
      const word = term.toLowerCase();
      tests.push(row => shownColumns.some(c => String(table.column(c)[row] ?? '').toLowerCase().includes(word)));
      continue;
    }
    const [, name, operator, value] = condition;
    const column = columnNamed(name, table.names);
    if (!column) return {error: `${name}: no column, or more than one, has this name`};
    const values = table.column(column);
    tests.push(row => kOperators[operator](values[row], value));
  }
  return {test: row => tests.every(t => t(row))};
}
