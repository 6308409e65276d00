import { fingerprint, type SeededRandom } from '@loyalty/kernel';
import type { Command, Ledger, Result } from '@loyalty/ledger';
import { captureHold, clawBackAward, defineWallet, earnPoints, holdPoints, redeemPoints, reinstateRedemption, releaseHold, transferPoints } from '@loyalty/points';
import { POLICY, WALLET } from '../bench/wallet';

/** A points command as it stands in the journal: enough to ask it again, word for word. */
export type Ask =
  | { readonly id: string; readonly kind: 'wallet' }
  | { readonly id: string; readonly kind: 'earn' | 'redeem' | 'hold'; readonly memberId: string; readonly points: number }
  | { readonly id: string; readonly kind: 'capture' | 'release'; readonly memberId: string; readonly holdId: string }
  | { readonly id: string; readonly kind: 'clawBack' | 'reinstate'; readonly memberId: string; readonly of: string; readonly points: number }
  | { readonly id: string; readonly kind: 'transfer'; readonly from: string; readonly to: string; readonly points: number };

/** Gives the command to the ledger. The same ask is always the same command, by id and body. */
export function put(ledger: Ledger, ask: Ask): Promise<Result<unknown>> {
  const { id, ...body } = ask;
  const command: Command = { id, fingerprint: fingerprint(body), actor: 'crash-test' };
  const reference = { kind: 'order', id } as const;
  switch (ask.kind) {
    case 'wallet': return defineWallet(ledger, command, WALLET, POLICY);
    case 'earn': return earnPoints(ledger, command, { wallet: WALLET, memberId: ask.memberId, points: ask.points, source: reference });
    case 'redeem': return redeemPoints(ledger, command, { wallet: WALLET, memberId: ask.memberId, points: ask.points, reference });
    case 'hold': return holdPoints(ledger, command, { wallet: WALLET, memberId: ask.memberId, points: ask.points, reference });
    case 'capture': return captureHold(ledger, command, { wallet: WALLET, memberId: ask.memberId, holdId: ask.holdId });
    case 'release': return releaseHold(ledger, command, { wallet: WALLET, memberId: ask.memberId, holdId: ask.holdId });
    case 'clawBack': return clawBackAward(ledger, command, { wallet: WALLET, memberId: ask.memberId, awardId: ask.of, points: ask.points, reference });
    case 'reinstate': return reinstateRedemption(ledger, command, { wallet: WALLET, memberId: ask.memberId, redemptionId: ask.of, points: ask.points, reference });
    case 'transfer': return transferPoints(ledger, command, { wallet: WALLET, from: ask.from, to: ask.to, points: ask.points });
  }
}

/** Events that an applied ask comes to: those that touch two streams are the ones that a half commit would show on. */
export function eventsOf({ kind }: Ask): number {
  return kind === 'transfer' || kind === 'clawBack' || kind === 'reinstate' || kind === 'wallet' ? 2 : 1;
}

/** What the answers so far make possible: open holds, awards and redemptions to take up again. */
export interface Openings {
  readonly holds: { memberId: string; holdId: string }[];
  readonly awards: { memberId: string; of: string }[];
  readonly redemptions: { memberId: string; of: string }[];
}

/** Notes what an answer opened. */
export function opened(openings: Openings, ask: Ask, answer: unknown): void {
  const { holdId, lotId, redemptionId } = (answer ?? {}) as { holdId?: string; lotId?: string; redemptionId?: string };
  if (ask.kind === 'hold' && holdId !== undefined) openings.holds.push({ memberId: ask.memberId, holdId });
  if (ask.kind === 'earn' && lotId !== undefined) remember(openings.awards, { memberId: ask.memberId, of: lotId });
  if (ask.kind === 'redeem' && redemptionId !== undefined) remember(openings.redemptions, { memberId: ask.memberId, of: redemptionId });
}

function remember<T>(list: T[], one: T): void {
  list.push(one);
  if (list.length > 100) list.shift();
}

/** The next command: mostly earning and spending, also holds, transfers and reversals. */
export function nextAsk(random: SeededRandom, id: string, members: number, openings: Openings): Ask {
  const memberId = `m${random.int(members)}`;
  const roll = random.int(100);
  if (roll < 50) return { id, kind: 'earn', memberId, points: 100 };
  if (roll < 70) return { id, kind: 'redeem', memberId, points: 120 + random.int(100) };
  if (roll < 78) return { id, kind: 'hold', memberId, points: 50 };
  if (roll < 86 && openings.holds.length > 0) return { id, kind: random.chance(500) ? 'capture' : 'release', ...openings.holds.shift()! };
  if (roll < 94) return { id, kind: 'transfer', from: memberId, to: `m${random.int(members)}`, points: 60 };
  if (roll < 97 && openings.awards.length > 0) return { id, kind: 'clawBack', ...random.pick(openings.awards), points: 10 };
  if (openings.redemptions.length > 0) return { id, kind: 'reinstate', ...random.pick(openings.redemptions), points: 10 };
  return { id, kind: 'earn', memberId, points: 100 };
}
