import type { PointsAccountEvent } from '@loyalty/contracts';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';
import { streamPart } from '@loyalty/contracts';
import type { AccountCommand, AccountId } from './commands';
import { adjust, clawBack, moveExpiry, reinstate } from './correct';
import { balancesOf, type PointsDraft } from './draft';
import { dueEvents, nextDueAt } from './due';
import { earn } from './earn';
import { evolve } from './evolve';
import { awaken, freeze, unfreeze } from './freeze';
import { capture, hold, redeem, release } from './spend';
import { NO_ACCOUNT, type AccountState } from './state';
import { transferIn, transferOut } from './transfer';
import { warn } from './warn';

/**
 * A member's points in one wallet. Whatever is asked, what the clock has brought about by then is settled first, so the
 * command meets the account as it is at its instant; and what the command itself makes due is settled with it: what is
 * owed is paid from points that came in, and points that came in too late lapse.
 */
export const account: Decider<AccountState, AccountCommand, PointsAccountEvent> = {
  initial: NO_ACCOUNT,
  stateVersion: 1,
  evolve,
  decide(command, state) {
    const settle = (current: AccountState) => dueEvents({ wallet: command.wallet, memberId: command.memberId }, current, command.at);
    const due = settle(state);
    const settled = due.reduce(evolve, state);
    const decided = decide(command, settled);
    const after = decided.reduce(evolve, settled);
    const madeDue = settle(after);
    // As a rule nothing is due and one thing is decided: then it is known how the account stands after it.
    if (due.length + madeDue.length === 0 && decided.length === 1) return [withStanding(decided[0]!, after)];
    return standing(state, [...due, ...decided, ...madeDue]);
  },
};

/** The stream of an account: `pointsAccount-<wallet>.<memberId>`. */
export function accountStream({ wallet, memberId }: AccountId): StreamOf<AccountState, AccountCommand, PointsAccountEvent> {
  return { name: streamName('pointsAccount', wallet, streamPart(memberId)), decider: account };
}

/** Each event with how the account stands after it. */
function standing(before: AccountState, drafts: readonly PointsDraft[]): PointsAccountEvent[] {
  let state = before;
  return drafts.map((draft) => withStanding(draft, (state = evolve(state, draft))));
}

function withStanding(draft: PointsDraft, after: AccountState): PointsAccountEvent {
  const nextDue = nextDueAt(after);
  const nextExpiryAt = after.lots[0]?.expiresAt;
  const standing = { balances: balancesOf(after), ...(nextDue ? { nextDueAt: nextDue } : {}), ...(nextExpiryAt ? { nextExpiryAt } : {}) };
  return { ...draft, data: { ...draft.data, ...standing } } as PointsAccountEvent;
}

function decide(command: AccountCommand, state: AccountState): readonly PointsDraft[] {
  switch (command.kind) {
    case 'earn': return earn(command, state);
    case 'hold': return hold(command, state);
    case 'redeem': return redeem(command, state);
    case 'capture': return capture(command, state);
    case 'release': return release(command, state);
    case 'adjust': return adjust(command, state);
    case 'clawBack': return clawBack(command, state);
    case 'reinstate': return reinstate(command, state);
    case 'transferOut': return transferOut(command, state);
    case 'transferIn': return transferIn(command, state);
    case 'freeze': return freeze(command, state);
    case 'unfreeze': return unfreeze(command, state);
    case 'moveExpiry': return moveExpiry(command, state);
    case 'awaken': return awaken(command, state);
    case 'settle': return command.policy ? warn(command, command.policy, state) : [];
  }
}
