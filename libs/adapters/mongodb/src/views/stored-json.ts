/**
 * JSON data as the servers of this protocol can hold it. They differ in which names of fields they take and in whether
 * an array may stand directly in another; what some of them refuse is written otherwise here and read back the same.
 * Names that queries can ask for, and scalars, are always written as they are.
 */
export function toStored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => (Array.isArray(item) ? { [INNER_ARRAY]: toStored(item) } : toStored(item ?? null)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, part]) => (part === undefined ? [] : [[storedName(name), toStored(part)]])));
}

/** The data that `toStored` wrote. */
export function fromStored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromStored);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]![0] === INNER_ARRAY) return fromStored(entries[0]![1]);
  return Object.fromEntries(entries.map(([name, part]) => [readName(name), fromStored(part)]));
}

const ESCAPE = '%';
const INNER_ARRAY = `${ESCAPE}array`;
/** A dot or a dollar is a path or an operator, a zero ends a name, `_bsontype` is the driver's own. */
const REFUSED = /^$|^_bsontype$|^%|[.$\0]/;
const REPLACED: Readonly<Record<string, string>> = { '%': '%25', '.': '%2E', '$': '%24', '\0': '%00' };

function storedName(name: string): string {
  return REFUSED.test(name) ? ESCAPE + name.replace(/[%.$\0]/g, (sign) => REPLACED[sign]!) : name;
}

function readName(name: string): string {
  return name.startsWith(ESCAPE) ? name.slice(1).replace(/%(25|2E|24|00)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : name;
}
