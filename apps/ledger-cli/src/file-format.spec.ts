import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkInclusion, decodeVerifyingKey, leafHash, LOG_FINDINGS, nodeHash, openCheckpoint, openLine } from '@loyalty/ledger';
import { POINTS_FINDINGS } from '@loyalty/points';
import { EXIT } from './exit-codes';

const page = readFileSync(path.resolve(__dirname, '../../../docs/file-format.md'), 'utf8');
const blocks = [...page.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map((match) => match[1]!);
const example = blocks.find((block) => block.startsWith('{"position":1'))!.trim().split('\n');
const lines = example.filter((_, i) => i % 2 === 0);
const hashes = example.filter((_, i) => i % 2 === 1);
const roots = [...page.matchAll(/\| `([0-9a-f]{64})` = node/g)].map((match) => match[1]!);

// Who writes a third verifier begins with the example: it must be true to the byte.
describe('the example in docs/file-format.md', () => {
  it('has lines that are events, and their leaf hashes', () => {
    expect(lines).toHaveLength(3);
    lines.forEach((line, i) => {
      expect(leafHash(line).toString('hex')).toBe(hashes[i]);
      const { stream, revision } = JSON.parse(line) as { stream: string; revision: number };
      expect(openLine({ position: i + 1, stream, revision, line, leaf: leafHash(line) }, ({ detail }) => expect(detail).toBe(''))).toBeDefined();
    });
    expect(Buffer.byteLength(lines[0]!)).toBe(246);
  });

  it('has the roots of its commits', () => {
    const [a, b, c] = hashes.map((hash) => Buffer.from(hash, 'hex'));
    expect(roots).toEqual([nodeHash(a!, b!).toString('hex'), nodeHash(nodeHash(a!, b!), c!).toString('hex')]);
  });

  it('has a checkpoint that its key has signed, and a proof for it', () => {
    const key = decodeVerifyingKey(blocks.find((block) => /^loyalty-ledger\/\S+\+/.test(block))!);
    const checkpoint = openCheckpoint(blocks.find((block) => block.includes('\u2014'))!, key);
    expect([checkpoint.size, checkpoint.root.toString('hex')]).toEqual([3, roots[1]]);
    const paths = JSON.parse(/`(\["Fp0[^`]+\])`/.exec(page)![1]!) as string[];
    checkInclusion({ kind: 'inclusion', origin: checkpoint.origin, position: 2, line: lines[1]!, size: 3, path: paths }, checkpoint);
  });
});

it('the page names every finding and every exit code', () => {
  for (const code of [...Object.keys(LOG_FINDINGS), ...Object.keys(POINTS_FINDINGS)]) expect(page).toContain(`\`${code}\``);
  const told = page.slice(page.indexOf('Exit codes:'), page.indexOf('## 9.'));
  for (const [name, code] of Object.entries(EXIT)) if (name !== 'internal') expect(told).toMatch(new RegExp(`\\b${code}\\b`));
});
