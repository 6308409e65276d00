import { manualClock } from '@loyalty/kernel';
import { Ledger, MemoryEventStore, type Command, type EventStore } from '@loyalty/ledger';
import { amount, campaign } from '../../domain/engine/engine.fixture';
import { draftCampaign } from '../campaigns';
import { FORMAT, KEYS, NOON } from '../../domain/codes/codes.fixture';
import { generateBatch, openBatch } from './create-batch';
import { importCodes } from './import-codes';
import { issueCode } from './issue-code';
import { SerialsInHand } from './serials-in-hand';

let given = 0;

export function by(id = `c${(given += 1)}`): Command {
  return { id, fingerprint: id, actor: 'test' };
}

/** Drafts campaigns, so that codes can be made for them. */
export async function draft(ledger: Ledger, ...campaignIds: readonly string[]): Promise<void> {
  for (const campaignId of campaignIds) {
    const { version: _version, ...drafted } = campaign(campaignId, amount(100), { trigger: 'code' });
    await draftCampaign(ledger, by(), drafted);
  }
}

/** A file in pieces of so many bytes, as they come over the wire. */
export async function* inPieces(text: string, bytes = 1_000): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(text);
  for (let at = 0; at < all.length; at += bytes) yield all.subarray(at, at + bytes);
}

/** Codes on a ledger, with handlers as the doors call them. */
export async function codesDesk(store: EventStore = new MemoryEventStore()) {
  const clock = manualClock(NOON);
  const ledger = await Ledger.open(store, { clock });
  const hands = new SerialsInHand();
  await draft(ledger, 'summer', 'autumn', 'winter');
  return {
    clock, store, ledger, hands,
    generated: async (size: number, format = FORMAT) => (await generateBatch(ledger, KEYS, by(), { campaignId: 'summer', usesPerCode: 1, format, size })).answer.batchId,
    opened: async (campaignId = 'autumn') => (await openBatch(ledger, by(), { campaignId, usesPerCode: 1 })).answer.batchId,
    imported: async (batchId: string, text: string, id = by().id) => importCodes(ledger, { id, actor: 'test' }, batchId, inPieces(text)),
    issue: async (batchId: string, memberId: string, command = by()) => issueCode(ledger, KEYS, hands, command, { batchId, memberId, reasonCode: 'welcome', source: { kind: 'rule', id: 'r1' } }),
  };
}
