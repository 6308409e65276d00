import type { Clock } from '@loyalty/kernel';
import type { Ledger } from '@loyalty/ledger';
import type { ViewReader } from '@loyalty/views';
import { redemptionStream } from '../../domain/redemption/redemption';
import { isLapsed } from '../../domain/redemption/redemption-state';
import type { RedemptionDocument } from '../../views/redemptions';

const PAGE = 500;

/** What one round of the scheduler did. */
export interface LapseRound {
  readonly looked: number;
  readonly lapsed: number;
}

/**
 * Tells of holds that have lapsed. Nothing depends on it happening in time: a lapsed hold is free at its instant. May be
 * stopped anywhere and started again.
 */
export async function tellLapsed(ledger: Ledger, redemptions: ViewReader<RedemptionDocument>, clock: Clock, signal: AbortSignal): Promise<LapseRound> {
  let looked = 0;
  let lapsed = 0;
  let cursor: string | undefined;
  do {
    const page = await redemptions.find({ filter: { state: 'held', until: { $lte: clock.now() } }, sort: [{ field: 'until' }], limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    const done = await Promise.all(page.items.map(({ doc }) => lapse(ledger, doc.redemptionId, clock)));
    looked += done.length;
    lapsed += done.filter(Boolean).length;
    cursor = page.next;
  } while (cursor !== undefined && !signal.aborted);
  return { looked, lapsed };
}

/** Tells that one hold has lapsed, if it has and nobody has told so; whether it did. */
export async function lapse(ledger: Ledger, redemptionId: string, clock: Clock): Promise<boolean> {
  const stream = redemptionStream(redemptionId);
  const { state, revision } = await ledger.peek(stream);
  if (!isLapsed(state, clock.now())) return false;
  const command = { id: `lapse:${stream.name}@${revision}`, fingerprint: 'lapse', actor: 'scheduler' };
  const { answer } = await ledger.transact(command, { streams: [stream], decide: (tx) => tx.execute(stream, { kind: 'lapse', at: tx.now }).length });
  return answer > 0;
}
