import { KEYS } from '../../domain/codes/codes.fixture';
import { codesDesk } from './codes-desk.fixture';
import { exportCodes } from './export-codes';

async function text(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all).toString();
}

describe('an export', () => {
  it('has every code once, and goes on from any serial', async () => {
    const desk = await codesDesk();
    const batchId = await desk.generated(10_000);
    const lines = (await text(await exportCodes(desk.ledger, KEYS, batchId))).split('\n');
    expect([lines[0], lines.length, lines.at(-1), new Set(lines).size]).toEqual(['serial,code', 10_002, '', 10_002]);
    expect(lines.slice(1, -1).map((line) => Number(line.split(',')[0]))).toEqual(Array.from({ length: 10_000 }, (_, i) => i + 1));
    expect((await text(await exportCodes(desk.ledger, KEYS, batchId, 9_999))).split('\n')).toEqual(['serial,code', ...lines.slice(9_999)]);
  });

  it('makes no more of ten million than it is asked for, and lets others have their turn', async () => {
    const desk = await codesDesk();
    const codes = await exportCodes(desk.ledger, KEYS, await desk.generated(10_000_000));
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 0);
    const sizes: number[] = [];
    for (let i = 0; i < 50; i += 1) sizes.push((await codes.next()).value!.length);
    clearInterval(counting);
    expect(Math.max(...sizes)).toBeLessThan(150_000);
    expect(turns).toBeGreaterThan(5);
    await codes.return(undefined);
  });

  it('is refused for what has no codes of its own', async () => {
    const desk = await codesDesk();
    await expect(exportCodes(desk.ledger, KEYS, 'nothing')).rejects.toMatchObject({ code: 'batch_unknown' });
    await expect(exportCodes(desk.ledger, KEYS, await desk.opened())).rejects.toMatchObject({ code: 'batch_not_generated' });
    await expect(exportCodes(desk.ledger, KEYS, await desk.generated(5), 6)).rejects.toMatchObject({ code: 'serial_invalid', facts: { size: 5 } });
  });
});
