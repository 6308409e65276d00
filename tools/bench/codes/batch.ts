import { codeBookStream, CodeKeys, draftCampaign, exportCodes, generateBatch, locateCode, type DraftedCampaign } from '@loyalty/coupons';
import { Ledger, MemoryEventStore } from '@loyalty/ledger';
import { wallClock } from '../clock';

export const KEYS = new CodeKeys([new Uint8Array(32).fill(1)]);

const FORMAT = { prefix: 'SHOP', charset: 'crockford', length: 11, groupOf: 4 } as const;

/** Codes belong to a campaign; which one makes no difference here. */
export const CAMPAIGN: DraftedCampaign = {
  campaignId: 'bench', name: { en: 'Bench' }, trigger: 'code', phase: 'order', priority: 0, stackClass: 'common', schedule: {}, conditions: [],
  effects: [{ kind: 'percentOff', ppm: 100_000, target: { over: 'items' } }],
};

export interface Generated {
  readonly events: number;
  readonly seconds: number;
  /** Of this thread: less moved by what else the machine does. */
  readonly cpuSeconds: number;
  readonly bytes: number;
  /** Some of the codes, from all over the batch. */
  readonly some: readonly string[];
  /** Looks one up in the book that the batch stands in. */
  find(code: string): { readonly serial?: number } | undefined;
}

/** Makes a batch and all its codes, as the export does, on this thread alone. */
export async function generateCodes(count: number): Promise<Generated> {
  const store = new MemoryEventStore();
  const ledger = await Ledger.open(store, { clock: wallClock });
  await draftCampaign(ledger, { id: 'campaign', fingerprint: 'campaign', actor: 'bench' }, CAMPAIGN);
  const before = await store.head();
  const { answer: { batchId } } = await generateBatch(ledger, KEYS, { id: 'bench', fingerprint: 'bench', actor: 'bench' }, { campaignId: 'bench', usesPerCode: 1, format: FORMAT, size: count });
  const some: string[] = [];
  const cpu = process.threadCpuUsage();
  const begun = performance.now();
  let bytes = 0;
  for await (const piece of await exportCodes(ledger, KEYS, batchId)) {
    bytes += piece.length;
    if (bytes > piece.length) some.push(...firstLines(piece, 40));
  }
  const seconds = (performance.now() - begun) / 1_000;
  const { user, system } = process.threadCpuUsage(cpu);
  const { state } = await ledger.peek(codeBookStream);
  const find = (code: string) => {
    const located = locateCode(state, KEYS, code);
    return located?.kind === 'generated' ? located : undefined;
  };
  return { events: (await store.head()) - before, seconds, cpuSeconds: (user + system) / 1e6, bytes, some, find };
}

function firstLines(piece: Uint8Array, count: number): string[] {
  return Buffer.from(piece.subarray(0, count * 40)).toString('latin1').split('\n', count);
}
