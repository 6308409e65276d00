import { statSync } from 'node:fs';
import { draftCampaign, importCodes, openBatch } from '@loyalty/coupons';
import { seededRandom } from '@loyalty/kernel';
import { verifyLog } from '@loyalty/ledger';
import { SqliteProvableLog } from '@loyalty/sqlite';
import { openLedger } from '../open-ledger';
import { CAMPAIGN } from './batch';

const PIECE_LINES = 4_000;
const COMMAND = { actor: 'bench', fingerprint: 'open' };

export interface Imported {
  readonly seconds: number;
  readonly repeatSeconds: number;
  readonly events: number;
  readonly logBytes: number;
  readonly fileBytes: number;
  readonly findings: readonly string[];
}

/** Imports foreign codes into a durable log of its own, and the same file once more. */
export async function importForeign(count: number, seed: number, file: string): Promise<Imported> {
  const text = fileOf(count, seed);
  const { ledger, store, close } = await openLedger(file);
  await draftCampaign(ledger, { ...COMMAND, id: 'campaign' }, CAMPAIGN);
  const { answer: { batchId } } = await openBatch(ledger, { ...COMMAND, id: 'open' }, { campaignId: 'bench', usesPerCode: 1 });
  const once = async () => {
    const begun = performance.now();
    const { answer, repeated } = await importCodes(ledger, { id: 'import', actor: 'bench' }, batchId, pieces(text));
    return { answer, repeated, seconds: (performance.now() - begun) / 1_000 };
  };
  const first = await once();
  const events = await store.head();
  const again = await once();
  const findings = [
    ...(first.answer.added === count ? [] : [`${first.answer.added} codes were added, ${count} were sent`]),
    ...(again.repeated && (await store.head()) === events ? [] : ['the same file again changed something']),
  ];
  await close();
  return { seconds: first.seconds, repeatSeconds: again.seconds, events, logBytes: statSync(file).size, fileBytes: text.length, findings: [...findings, ...(await proven(file))] };
}

/** Codes of ten characters as another system may have made them, none twice. */
function fileOf(count: number, seed: number): string {
  const random = seededRandom(seed);
  const codes = new Set<string>();
  while (codes.size < count) codes.add(`F${Buffer.from(random.bytes(5)).toString('hex').slice(0, 9).toUpperCase()}`);
  return [...codes].join('\n');
}

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  const step = PIECE_LINES * 11;
  for (let at = 0; at < text.length; at += step) yield Buffer.from(text.slice(at, at + step), 'latin1');
}

async function proven(file: string): Promise<string[]> {
  const log = SqliteProvableLog.open(file);
  try {
    const { findings } = await verifyLog(log);
    return findings.map(({ code, position, detail }) => `${code} @${position ?? ''}: ${detail}`);
  } finally {
    log.close();
  }
}
