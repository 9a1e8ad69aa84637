// SPDX-License-Identifier: Apache-2.0
// The points as columns. A column is read when it is first asked for: a page has hundreds, a plot
// needs five.

// The text behind base64 and gzip.
export async function unpacked(base64) {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
}

// {c: value}, {d: values, i: indices} or {v: values}, as PointsTable::text writes them.
function expanded(body, rows) {
  if ('c' in body) return new Array(rows).fill(body.c);
  if ('d' in body) return body.i.map(i => (i < 0 ? null : body.d[i]));
  return body.v;
}

export class Table {
  #bodies = new Map();
  #columns = new Map();
  #derived = new Map();

  constructor(text, rows) {
    this.rows = rows;
    const lines = text.split('\n');
    for (let i = 0; i + 1 < lines.length; i += 2) this.#bodies.set(lines[i], lines[i + 1]);
    this.names = [...this.#bodies.keys()];
  }

  has(name) {
    return this.#bodies.has(name) || this.#derived.has(name);
  }

  // Its value in each row; null where it has none.
  column(name) {
    let values = this.#columns.get(name);
    if (!values) {
      values = this.#read(name);
      this.#columns.set(name, values);
    }
    return values;
  }

  #read(name) {
    if (this.#derived.has(name)) return this.#derived.get(name)();
    const body = this.#bodies.get(name);
    return body ? expanded(JSON.parse(body), this.rows) : new Array(this.rows).fill(null);
  }

  // A column that follows from others: `values()` is asked once, when it is needed.
  derive(name, values) {
    this.names.push(name);
    this.#derived.set(name, values);
  }

  // Whether its values are numbers, seen without reading it.
  isNumber(name) {
    return this.#derived.has(name) || /^\{"[cdv]":\[?(null,)*-?\d/.test(this.#bodies.get(name) ?? '');
  }

  // True where every row has this one value: known without reading the rows.
  isConstant(name) {
    return this.#bodies.get(name)?.startsWith('{"c":') ?? false;
  }
}
