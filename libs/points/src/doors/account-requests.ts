import type { AccountTargetDto, AdjustPointsDto, AwardTargetDto, CaptureHoldDto, ClawBackDto, EarnPointsDto, FreezeDto, HoldPointsDto, HoldTargetDto, MoveExpiryDto, RedeemPointsDto, RedemptionTargetDto, ReinstateDto, TransferPointsDto, WalletTargetDto } from '@loyalty/contracts';
import { invalid } from '@loyalty/kernel';
import type { Command, Ledger } from '@loyalty/ledger';
import { adjustPoints, captureHold, clawBackAward, earnPoints, freezeAccount, moveLotExpiry, redeemPoints, reinstateRedemption, releaseHold } from '../application/account-commands';
import { holdPoints } from '../application/hold-points';
import { transferPoints } from '../application/transfer-points';
import { assertLasts } from './earn-times';
import { givenAwardId, givenRedemptionId } from './given-id';
import { times } from './times';

// What both doors ask for: a target, on HTTP in the path, and a body. Each answers as the ledger does.

export function earn(ledger: Ledger, command: Command, target: AccountTargetDto, { occurredAt, availableAt, expiresAt, ...body }: EarnPointsDto) {
  return earnPoints(ledger, command, { ...target, ...body, ...assertLasts(times({ occurredAt, availableAt, expiresAt })) });
}

export function redeem(ledger: Ledger, command: Command, target: AccountTargetDto, body: RedeemPointsDto) {
  return redeemPoints(ledger, command, { ...target, ...body });
}

export function hold(ledger: Ledger, command: Command, target: AccountTargetDto, body: HoldPointsDto) {
  return holdPoints(ledger, command, { ...target, ...body });
}

export function capture(ledger: Ledger, command: Command, target: HoldTargetDto, body: CaptureHoldDto) {
  return captureHold(ledger, command, { ...target, ...body });
}

export function release(ledger: Ledger, command: Command, target: HoldTargetDto) {
  return releaseHold(ledger, command, target);
}

export function adjust(ledger: Ledger, command: Command, target: AccountTargetDto, { expiresAt, ...body }: AdjustPointsDto) {
  if (body.points < 0 && expiresAt !== undefined) throw invalid('field_not_of_kind', '/expiresAt belongs to a credit only', { field: '/expiresAt' });
  return adjustPoints(ledger, command, { ...target, ...body, ...times({ expiresAt }) });
}

export function clawBack(ledger: Ledger, command: Command, { awardId, ...account }: AwardTargetDto, { occurredAt, ...body }: ClawBackDto) {
  return clawBackAward(ledger, command, { ...account, awardId: givenAwardId(account, awardId), ...body, ...times({ occurredAt }) });
}

export function reinstate(ledger: Ledger, command: Command, { redemptionId, ...account }: RedemptionTargetDto, body: ReinstateDto) {
  return reinstateRedemption(ledger, command, { ...account, redemptionId: givenRedemptionId(account, redemptionId), ...body });
}

export function freeze(ledger: Ledger, command: Command, target: AccountTargetDto, body: FreezeDto) {
  return freezeAccount(ledger, command, { kind: 'freeze', ...target, ...body });
}

export function unfreeze(ledger: Ledger, command: Command, target: AccountTargetDto, body: FreezeDto) {
  return freezeAccount(ledger, command, { kind: 'unfreeze', ...target, ...body });
}

export function moveExpiry(ledger: Ledger, command: Command, target: AccountTargetDto, { expiresAt, ...body }: MoveExpiryDto) {
  return moveLotExpiry(ledger, command, { ...target, ...body, ...times({ expiresAt }) });
}

export function transfer(ledger: Ledger, command: Command, target: WalletTargetDto, body: TransferPointsDto) {
  return transferPoints(ledger, command, { ...target, ...body });
}
