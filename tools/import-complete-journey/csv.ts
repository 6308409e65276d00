import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

export type Row = Readonly<Record<string, string>>;

/** Rows of a gzipped CSV with a header, as RFC 4180 has it; an empty field means that it is not known. */
export function readCsv(directory: string, name: string): Row[] {
  const text = gunzipSync(readFileSync(path.join(directory, `${name}.csv.gz`))).toString('utf8');
  const [header = [], ...rows] = records(text);
  return rows.map((fields) => Object.fromEntries(header.map((column, i) => [column, fields[i] ?? ''])));
}

function records(text: string): string[][] {
  const all: string[][] = [];
  let fields: string[] = [];
  const pattern = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/gy;
  for (let match = pattern.exec(text); match !== null && pattern.lastIndex <= text.length; match = pattern.exec(text)) {
    const [whole, field = '', end] = match;
    fields.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end !== ',') {
      if (fields.length > 1 || fields[0] !== '') all.push(fields);
      fields = [];
      if (whole === '' || pattern.lastIndex === text.length) break;
    }
  }
  return all;
}
