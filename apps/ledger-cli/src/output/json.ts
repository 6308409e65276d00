/** One document; sums that may pass what a number holds are decimal text. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? String(member) : member), 2)}\n`;
}
