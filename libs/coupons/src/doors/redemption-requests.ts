import type { CommitRedemptionDto, CouponRedemptionTargetDto, HoldRedemptionDto, QuoteBasketDto, RedeemBasketDto, RedemptionAnswer, ReturnUnitsDto } from '@loyalty/contracts';
import { momentAt, type Instant } from '@loyalty/kernel';
import type { Command, Ledger, Result } from '@loyalty/ledger';
import type { ViewStore } from '@loyalty/views';
import { releaseTogether, withoutReplaced } from '../application/payments/give-back';
import { holdTogether } from '../application/payments/hold-together';
import type { PayingDesk, Payments } from '../application/payments/payments';
import { quoteTogether } from '../application/payments/quote-together';
import { orRefused, type RejectedAttempt } from '../application/redemptions/answers';
import { holdRedemption, redeemAtOnce } from '../application/redemptions/hold-redemption';
import { quote } from '../application/redemptions/quote';
import { commitRedemption, returnUnits, reverseRedemption } from '../application/redemptions/settle-redemption';
import type { CodeKeys } from '../domain/codes/code-keys';
import { askedForQuote, askedRedemption, wantedPoints } from './asked-of';
import { ordersIn, type OrdersOf } from './orders-of';

/** What the doors of redemptions work with. */
export interface RedemptionDoor extends PayingDesk {
  readonly ordersOf: OrdersOf;
}

export function doorOf(ledger: Ledger, keys: CodeKeys, views: ViewStore, payments?: Payments): RedemptionDoor {
  return { ledger, keys, ordersOf: ordersIn(views), ...(payments === undefined ? {} : { payments }) };
}

// What both doors ask for: a target, on HTTP in the path, and a body. Each answers as the ledger does.

export async function quoted(door: RedemptionDoor, body: QuoteBasketDto, at: Instant) {
  const wanted = wantedPoints(body);
  const asked = await askedForQuote(body, door.ordersOf);
  return wanted === undefined ? quote(door, asked, at) : quoteTogether(door, asked, wanted);
}

export async function hold(door: RedemptionDoor, command: Command, body: HoldRedemptionDto) {
  const wanted = wantedPoints(body);
  const asked = { ...(await askedRedemption(command, body, door.ordersOf)), ...(body.seconds === undefined ? {} : { seconds: body.seconds }) };
  if (wanted !== undefined) return unlessRefused(await holdTogether(door, command, asked, wanted));
  return unlessRefused(await withoutReplaced(door, command, await holdRedemption(door, command, asked)));
}

export async function redeem(door: RedemptionDoor, command: Command, body: RedeemBasketDto) {
  const asked = await askedRedemption(command, body, door.ordersOf);
  return unlessRefused(await withoutReplaced(door, command, await redeemAtOnce(door, command, {
    ...asked, ...(body.order === undefined ? {} : { order: body.order }),
    ...(body.occurredAt === undefined ? {} : { occurredAt: momentAt('/occurredAt', body.occurredAt) }),
  })));
}

export function commit({ ledger }: RedemptionDoor, command: Command, { redemptionId }: CouponRedemptionTargetDto, body: CommitRedemptionDto) {
  return commitRedemption(ledger, command, { redemptionId, ...body });
}

export function release(door: RedemptionDoor, command: Command, { redemptionId }: CouponRedemptionTargetDto) {
  return releaseTogether(door, command, { redemptionId });
}

export function reverse({ ledger }: RedemptionDoor, command: Command, { redemptionId }: CouponRedemptionTargetDto) {
  return reverseRedemption(ledger, command, { redemptionId });
}

export function returned({ ledger }: RedemptionDoor, command: Command, { redemptionId }: CouponRedemptionTargetDto, { lines }: ReturnUnitsDto) {
  return returnUnits(ledger, command, { redemptionId, lines });
}

function unlessRefused({ answer, position, recordedAt, repeated }: Result<RedemptionAnswer | RejectedAttempt>): Result<RedemptionAnswer> {
  return { answer: orRefused(answer), position, recordedAt, repeated };
}
