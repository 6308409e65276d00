import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ReadCase } from './case';
import { judge } from './judge';
import { KNOWN_GROUPS } from './profiles';
import { readCases } from './read-cases';

const own = readCases(readFileSync(path.join(__dirname, 'cases.md'), 'utf8'));
const file = (...cases: string[]) => readCases(['```yaml', 'unit: major', 'cases:', ...cases.map((one) => `- ${one}`), '```', ''].join('\n'));
const status = async (one: string) => (await judge(file(one)[0] as ReadCase)).status;

describe('our own cases', () => {
  it('are of groups that are known, each with an id of its own', () => {
    expect(own.filter(({ group }) => !KNOWN_GROUPS.includes(group))).toEqual([]);
    expect(new Set(own.map(({ case: { id } }) => id)).size).toBe(own.length);
  });

  it.each(own.map((read) => [read.case.id, read] as const))('%s', async (_, read) => {
    const { status: told, checks, reason } = await judge(read);
    expect({ told, reason, wrong: read.case.k === 'X' ? [] : checks.filter(({ ok }) => !ok) }).toEqual({ told: 'passed', reason: undefined, wrong: [] });
  });
});

describe('the judge', () => {
  it('fails what does not agree, and what expects nothing', async () => {
    expect(await status('{id: OUR-1, k: C, cart: [[a,1,10]], rules: [{pct: 10}], expect: {disc: 1.01}}')).toBe('failed');
    expect(await status('{id: OUR-1, k: C, cart: [[a,1,10]], rules: [{pct: 10}]}')).toBe('failed');
  });

  it.each([
    '{id: OUR-1, k: C, cart: [[a,1,10]], rules: [{percentage: 10}], expect: {disc: 1}}',
    '{id: OUR-1, k: C, cart: [[a,1,10]], rules: [{pct: 10, when: {moon: full}}], expect: {disc: 1}}',
    '{id: OUR-1, k: C, cart: [[a,1,10]], rules: [{pct: 10}], expect: {luck: 1}}',
    '{id: OUR-1, k: C, coupon: {colour: red}, expect: {codes: 1}}',
  ])('fails a word that it does not understand: %s', async (one) => {
    expect(await status(one)).toBe('failed');
  });

  it('passes a quirk only when we do not have it', async () => {
    expect(await status('{id: OUR-1, k: X, cart: [[a,1,10]], rules: [{pct: 10}], expect: {disc: 1}}')).toBe('failed');
    expect(await status('{id: OUR-1, k: X, cart: [[a,1,10]], rules: [{pct: 10}], expect: {disc: 2}}')).toBe('passed');
  });

  it('reads a case that builds on another with what that one says', async () => {
    const [, second] = file('{id: OUR-1, k: C, cart: [[a,1,10]], rules: [{pct: 10}], expect: {disc: 1}}', '{id: OUR-2, k: C, like: OUR-1, rules: [{pct: 20}], expect: {disc: 2}}');
    expect((await judge(second!)).status).toBe('passed');
  });

  it('shows nothing by a case whose basis is left out and that does not agree', async () => {
    const [, second] = file('{id: OUR-1, k: C, cart: [[a,1,10]], rules: [{pct: 10}], expect: {disc: 1}}', '{id: OUR-3, k: C, after: OUR-2, cart: [[a,1,10]], expect: {disc: 9}}');
    expect(await judge(second!)).toMatchObject({ status: 'not applicable', note: 'built on OUR-2, which the file leaves out; read on OUR-1' });
  });
});
