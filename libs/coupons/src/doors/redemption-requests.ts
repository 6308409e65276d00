import type { CommitRedemptionDto, CouponRedemptionTargetDto, HoldRedemptionDto, RedeemBasketDto, RedemptionAnswer, ReturnUnitsDto } from '@loyalty/contracts';
import type { Command, Result } from '@loyalty/ledger';
import { orRefused, type RejectedAttempt } from '../application/redemptions/answers';
import type { Desk } from '../application/redemptions/asked';
import { holdRedemption, redeemAtOnce } from '../application/redemptions/hold-redemption';
import { commitRedemption, releaseRedemption, returnUnits, reverseRedemption } from '../application/redemptions/settle-redemption';
import { askedRedemption } from './asked-of';
import { momentAt } from './moment';
import type { OrdersOf } from './orders-of';

/** What the doors of redemptions work with. */
export interface RedemptionDoor extends Desk {
  readonly ordersOf: OrdersOf;
}

// What both doors ask for: a target, on HTTP in the path, and a body. Each answers as the ledger does.

export async function hold(door: RedemptionDoor, command: Command, body: HoldRedemptionDto) {
  const asked = await askedRedemption(command, body, door.ordersOf);
  return unlessRefused(await holdRedemption(door, command, { ...asked, ...(body.seconds === undefined ? {} : { seconds: body.seconds }) }));
}

export async function redeem(door: RedemptionDoor, command: Command, body: RedeemBasketDto) {
  const asked = await askedRedemption(command, body, door.ordersOf);
  return unlessRefused(await redeemAtOnce(door, command, {
    ...asked, ...(body.order === undefined ? {} : { order: body.order }),
    ...(body.occurredAt === undefined ? {} : { occurredAt: momentAt('/occurredAt', body.occurredAt) }),
  }));
}

export function commit({ ledger }: RedemptionDoor, command: Command, { redemptionId }: CouponRedemptionTargetDto, body: CommitRedemptionDto) {
  return commitRedemption(ledger, command, { redemptionId, ...body });
}

export function release({ ledger }: RedemptionDoor, command: Command, { redemptionId }: CouponRedemptionTargetDto) {
  return releaseRedemption(ledger, command, { redemptionId });
}

export function reverse({ ledger }: RedemptionDoor, command: Command, { redemptionId }: CouponRedemptionTargetDto) {
  return reverseRedemption(ledger, command, { redemptionId });
}

export function returned({ ledger }: RedemptionDoor, command: Command, { redemptionId }: CouponRedemptionTargetDto, { lines }: ReturnUnitsDto) {
  return returnUnits(ledger, command, { redemptionId, lines });
}

function unlessRefused({ answer, ...result }: Result<RedemptionAnswer | RejectedAttempt>): Result<RedemptionAnswer> {
  return { ...result, answer: orRefused(answer) };
}
