import { eachAtOnce } from '../../door/at-once';
import { call, command, Refused, type Door } from '../../door/client';
import { progressBar } from '../../door/progress';
import { whyRefused } from '../../door/why-refused';
import type { AskedRow } from './redemptions-of';

const AT_ONCE = 8;

/** What became of one row: used, now or in a run before, or refused for a reason. */
export type RowOutcome = { readonly asked: AskedRow } & (
  | { readonly status: 'redeemed'; readonly discountMinor: number; readonly before: boolean }
  | { readonly status: 'refused'; readonly reason: string }
);

interface RedemptionSaid {
  readonly status: string;
  readonly discountMinor: number;
}

/** Asks for every redemption, in their order. What the service cannot do at all ends it. */
export async function redeemAll(door: Door, rows: readonly AskedRow[]): Promise<readonly RowOutcome[]> {
  const outcomes: RowOutcome[] = [];
  const bar = progressBar('Redemptions', rows.length);
  await eachAtOnce(rows.entries(), AT_ONCE, async ([i, asked]) => {
    outcomes[i] = await redeem(door, asked);
    bar.add(1);
  });
  bar.end();
  return outcomes;
}

async function redeem(door: Door, asked: AskedRow): Promise<RowOutcome> {
  try {
    const { answer, repeated } = await command<RedemptionSaid>(door, 'POST', '/v1/coupons/redemptions/redeem', asked.body, asked.redemptionId);
    return outcomeOf(asked, answer, repeated);
  } catch (error) {
    if (!(error instanceof Refused) || error.status >= 500) throw error;
    // Another caller's keys are not ours, but the redemption is the same one: it was made from this very row.
    if (error.problem.code === 'redemption_committed') return outcomeOf(asked, await redeemedBefore(door, asked), true);
    return { asked, status: 'refused', reason: whyRefused(error) };
  }
}

async function redeemedBefore(door: Door, { redemptionId }: AskedRow): Promise<RedemptionSaid> {
  const { status, given } = await call<{ status: string; given: { totals: { discountMinor: number } } }>(door, 'GET', `/v1/coupons/redemptions/${redemptionId}`);
  return { status, discountMinor: given.totals.discountMinor };
}

function outcomeOf(asked: AskedRow, { status, discountMinor }: RedemptionSaid, before: boolean): RowOutcome {
  return status === 'committed' ? { asked, status: 'redeemed', discountMinor, before } : { asked, status: 'refused', reason: `the answer says ${status}` };
}
