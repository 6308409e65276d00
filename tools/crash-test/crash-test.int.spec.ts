import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crashTest, type Cycle, type Options } from './crash-test';
import { JournalWriter, readJournal } from './journal';

/** Starting a process that loads the product takes its time on a busy machine. */
jest.setTimeout(60_000);

async function cycles(options: Options): Promise<Cycle[]> {
  const heard: Cycle[] = [];
  await crashTest(options, (cycle) => heard.push(cycle));
  return heard;
}

describe('a ledger whose process is killed', () => {
  it.each(['in_transaction', 'during_view_batch'] as const)('%s has lost nothing and nothing is torn', async (point) => {
    const [cycle] = await cycles({ cycles: 1, seed: 3, point });
    expect(cycle).toMatchObject({ reached: true, lost: [], torn: [] });
    expect(cycle!.acknowledged).toBeGreaterThan(0);
  });
});

describe('the test bites', () => {
  it('a ledger that answers before it has written', async () => {
    const [cycle] = await cycles({ cycles: 1, seed: 5, point: 'in_transaction', bite: 'early-answer' });
    expect(cycle!.lost).toContainEqual(expect.stringMatching(/ was answered .* on record is \{\}/));
    expect(cycle!.torn).toEqual([]);
  });

  it('a disk that forgot the last commit', async () => {
    const [cycle] = await cycles({ cycles: 1, seed: 5, point: 'before_commit', bite: 'lost-tail' });
    expect(cycle!.lost).toContainEqual(expect.stringMatching(/ was answered .* on record is \{\}/));
  });

  it('half a commit', async () => {
    const [cycle] = await cycles({ cycles: 1, seed: 5, point: 'before_commit', bite: 'torn-log' });
    expect(cycle!.torn.length).toBeGreaterThan(0);
  });
});

describe('the journal', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'loyalty-journal-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('holds what was asked and answered; a line cut short was never said', () => {
    const file = path.join(folder, 'journal');
    const journal = new JournalWriter(file);
    journal.add({ asked: { id: 'a', kind: 'earn', memberId: 'm1', points: 100 } });
    journal.add({ answered: 'a', with: { position: 7, answer: { points: 100 } } });
    journal.add({ asked: { id: 'b', kind: 'earn', memberId: 'm1', points: 100 } });
    journal.close();
    appendFileSync(file, '{"answered":"b","with":{"posi');
    const { asked, answers } = readJournal(file);
    expect(asked.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(answers).toEqual(new Map([['a', [{ position: 7, answer: { points: 100 } }]]]));
  });
});
