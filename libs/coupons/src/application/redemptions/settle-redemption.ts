import type { RedeemedOrder, RedemptionContent, RedemptionReleased, RedemptionAnswer } from '@loyalty/contracts';
import { rejected } from '@loyalty/kernel';
import type { Command, Ledger, Result, Transaction } from '@loyalty/ledger';
import { catalogueStream, isLive, type CatalogueState } from '../../domain/catalogue/catalogue';
import { knownContent, redemptionStream } from '../../domain/redemption/redemption';
import { isLapsed, type RedemptionState } from '../../domain/redemption/redemption-state';
import { reversalOfLines, reversalOfOrder, type Reversal } from '../../domain/redemption/reversal';
import type { ReturnedUnits } from '../../domain/returns/return-lines';
import { answered } from './answers';
import { commitLapsedUses, commitUses, countersOfAll, isHeldByAll, releaseUses, reverseUses } from './counting';
import { transactOn, type States } from './states';

type Answered = Promise<Result<RedemptionAnswer>>;

/**
 * Uses what is held. A hold that has lapsed is used all the same where the limits still allow it. A redemption that is
 * committed already stays so. Throws `redemption_unknown`, `redemption_not_held`, `redemption_of_another_order`, and for a
 * lapsed one `limit_exhausted`, `hold_lapsed` (a campaign gives nothing any more).
 */
export function commitRedemption(ledger: Ledger, command: Command, { redemptionId, order }: { readonly redemptionId: string; readonly order?: RedeemedOrder }): Answered {
  return onKnown(ledger, command, redemptionId, (tx, state, content, states) => {
    const days = commitHeld(tx, state, content, states);
    tx.execute(redemptionStream(redemptionId), { kind: 'commit', ...(order === undefined ? {} : { order }), ...(days === undefined ? {} : { days }), at: tx.now });
    return answered(content, 'committed');
  });
}

function commitHeld(tx: Transaction, state: RedemptionState, content: RedemptionContent, states: States): Readonly<Record<string, string>> | undefined {
  const { status, until } = state;
  if (status !== 'held' && status !== 'lapsed') return undefined;
  if (status === 'held' && !isLapsed(state, tx.now) && isHeldByAll(content, states, until!, tx.now)) {
    commitUses(tx, content, until!);
    return undefined;
  }
  const catalogue = states.state(catalogueStream);
  assertStillGiven(catalogue, content);
  return commitLapsedUses(tx, content, catalogue, until);
}

function assertStillGiven(catalogue: CatalogueState, { redemptionId, uses }: RedemptionContent): void {
  const gone = uses.find(({ campaignId }) => !isLive(catalogue, campaignId));
  if (gone !== undefined) throw rejected('hold_lapsed', 'The hold has lapsed, and a campaign of it gives nothing any more', { redemptionId, campaignId: gone.campaignId });
}

/** Gives back what is held; what is given back or lapsed already stays so. Throws `redemption_unknown`, `redemption_not_held`. */
export function releaseRedemption(ledger: Ledger, command: Command, { redemptionId, reason = 'released' }: { readonly redemptionId: string; readonly reason?: RedemptionReleased['data']['reason'] }): Answered {
  return onKnown(ledger, command, redemptionId, (tx, state, content) => {
    if (state.status === 'held' && !isLapsed(state, tx.now)) releaseUses(tx, content, state.until!);
    tx.execute(redemptionStream(redemptionId), { kind: 'release', reason, at: tx.now });
    return answered(content, tx.state(redemptionStream(redemptionId)).status === 'lapsed' ? 'lapsed' : 'released');
  });
}

/** Takes a committed redemption back as a whole: money and, unless the campaign keeps them, uses. Throws `redemption_unknown`, `redemption_not_committed`. */
export function reverseRedemption(ledger: Ledger, command: Command, { redemptionId }: { readonly redemptionId: string }): Answered {
  return reversed(ledger, command, redemptionId, (content, state) => reversalOfOrder(content, state.returned));
}

/**
 * Takes units of lines back. Throws the same, and `line_unknown`, `above_sold`, `amount_invalid`; or, as far as possible,
 * leaves out what was not sold or is back already.
 */
export function returnUnits(ledger: Ledger, command: Command, { redemptionId, lines, asFarAsPossible = false }: { readonly redemptionId: string; readonly lines: readonly ReturnedUnits[]; readonly asFarAsPossible?: boolean }): Answered {
  return reversed(ledger, command, redemptionId, (content, state) => reversalOfLines(content, state.returned, asFarAsPossible ? stillSold(content, state, lines) : lines));
}

function stillSold({ result }: RedemptionContent, { returned }: RedemptionState, lines: readonly ReturnedUnits[]): ReturnedUnits[] {
  return lines.flatMap(({ lineId, quantity }) => {
    const sold = result.lines.find((line) => line.lineId === lineId)?.quantity ?? 0;
    const left = Math.min(quantity, sold - (returned?.lines[lineId] ?? 0));
    return left > 0 ? [{ lineId, quantity: left }] : [];
  });
}

function reversed(ledger: Ledger, command: Command, redemptionId: string, reversal: (content: RedemptionContent, state: RedemptionState) => Reversal): Answered {
  return onKnown(ledger, command, redemptionId, (tx, state, content) => {
    const back = reversal(content, state);
    tx.execute(redemptionStream(redemptionId), { kind: 'reverse', reversal: back, at: tx.now });
    reverseUses(tx, content, back.givenBack);
    return answered(content, back.complete ? 'reversed' : 'committed', { refundMinor: back.refundMinor, deductedMinor: back.deductedMinor });
  });
}

/** A decision on a redemption that is there, with all counters that it stands on. */
async function onKnown(ledger: Ledger, command: Command, redemptionId: string, decide: (tx: Transaction, state: RedemptionState, content: RedemptionContent, states: States) => RedemptionAnswer): Answered {
  const stream = redemptionStream(redemptionId);
  const { content } = (await ledger.peek(stream)).state;
  return transactOn(ledger, command, content === undefined ? [stream] : [stream, ...countersOfAll(content)], (tx, states) => {
    const state = tx.state(stream);
    const known = knownContent(state, redemptionId);
    if (known !== content) states.need(countersOfAll(known));
    return decide(tx, state, known, states);
  });
}
