import { simulate } from '@loyalty/testing/simulator';
import { readArguments } from './arguments';
import { uncountedClawBacks } from './bites/points-bites';
import { answerBeforeDurable } from './bites/ledger-bites';
import { run } from './run';
import { search } from './search-bites';

describe('the simulator', () => {
  it('finds no broken promise in a few seeds', async () => {
    for (const seed of [1, 2, 16, 21]) expect(await simulate({ seed })).not.toHaveProperty('violation');
  });

  it('makes the same run of the same seed, with and without a trace', async () => {
    const first = await simulate({ seed: 14 });
    const again = await simulate({ seed: 14, trace: true });
    expect(again).toMatchObject({ digest: first.digest, steps: first.steps });
    expect(again.trace.length).toBeGreaterThan(300);
    expect((await simulate({ seed: 15 })).digest).not.toBe(first.digest);
  });

  it('ends after a step when it is told to', async () => {
    expect((await simulate({ seed: 14, until: 100 })).steps).toBe(100);
  });

  it('finds an answer that is given before it is durable', async () => {
    expect(await search(answerBeforeDurable, 3)).toMatchObject({ invariant: 3 });
  });

  it('finds claw-backs that nobody counts, and finds them again at the same step', async () => {
    const found = await search(uncountedClawBacks, 10);
    expect(found).toMatchObject({ invariant: 14 });
    const again = await simulate({ seed: found.seed!, mutation: uncountedClawBacks() });
    expect(again).toMatchObject({ steps: found.step, violation: { invariant: 14 } });
  });
});

describe('npm run simulate', () => {
  it('ends with the count of seeds and violations', async () => {
    const lines: string[] = [];
    expect(await run(['--seed', '21'], (line) => lines.push(line))).toBe(0);
    expect(lines.at(-1)).toBe('1 seeds, 0 violations');
  });

  it('tells in JSON what became of each seed', async () => {
    const lines: string[] = [];
    await run(['--seed', '21', '--json'], (line) => lines.push(line));
    expect(JSON.parse(lines[0]!)).toMatchObject({ seed: 21, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it.each([[['--seeds', '0']], [['--seed', 'one']], [['--unknown']]])('explains itself when it is asked %p', async (argv) => {
    const lines: string[] = [];
    expect(await run(argv, (line) => lines.push(line))).toBe(2);
    expect(lines.join()).toContain('npm run simulate --');
  });

  it('runs 200 seeds when nothing else is said, and one when only a seed is named', () => {
    expect(readArguments([])).toMatchObject({ seed: 1, seeds: 200 });
    expect(readArguments(['--seed', '7'])).toMatchObject({ seed: 7, seeds: 1 });
  });
});
