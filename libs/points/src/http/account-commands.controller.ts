import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { AdjustPointsDto, CaptureHoldDto, ClawBackDto, EarnPointsDto, FreezeDto, HoldPointsDto, MoveExpiryDto, RedeemPointsDto, ReinstateDto, TransferPointsDto } from '@loyalty/contracts';
import { instant, type Instant } from '@loyalty/kernel';
import type { Command, Ledger } from '@loyalty/ledger';
import { Answering, BodyOf, CommandOf, LEDGER, PathId, Roles, type Answer } from '@loyalty/platform';
import { adjustPoints, captureHold, clawBackAward, earnPoints, freezeAccount, holdPoints, moveLotExpiry, redeemPoints, reinstateRedemption, releaseHold } from '../application/account-commands';
import { transferPoints } from '../application/transfer-points';

const ACCOUNT = 'accounts/:wallet/:memberId';

/** Everything that moves points of one account. */
@Controller('v1/points')
export class AccountCommandsController {
  constructor(@Inject(LEDGER) private readonly ledger: Ledger) {}

  @Post(`${ACCOUNT}/earn`)
  @HttpCode(200)
  @Roles('operator', 'service')
  async earn(@CommandOf('points.earn') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @BodyOf(EarnPointsDto) body: EarnPointsDto, @Answering() answer: Answer) {
    const { occurredAt, availableAt, expiresAt, ...rest } = body;
    return answer.of(await earnPoints(this.ledger, command, { wallet, memberId, ...rest, ...times({ occurredAt, availableAt, expiresAt }) }));
  }

  @Post(`${ACCOUNT}/redeem`)
  @HttpCode(200)
  @Roles('operator', 'service')
  async redeem(@CommandOf('points.redeem') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @BodyOf(RedeemPointsDto) body: RedeemPointsDto, @Answering() answer: Answer) {
    return answer.of(await redeemPoints(this.ledger, command, { wallet, memberId, ...body }));
  }

  @Post(`${ACCOUNT}/holds`)
  @HttpCode(200)
  @Roles('operator', 'service')
  async hold(@CommandOf('points.hold') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @BodyOf(HoldPointsDto) body: HoldPointsDto, @Answering() answer: Answer) {
    return answer.of(await holdPoints(this.ledger, command, { wallet, memberId, ...body }));
  }

  @Post(`${ACCOUNT}/holds/:holdId/capture`)
  @HttpCode(200)
  @Roles('operator', 'service')
  async capture(@CommandOf('points.capture') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @PathId('holdId') holdId: string, @BodyOf(CaptureHoldDto) body: CaptureHoldDto, @Answering() answer: Answer) {
    return answer.of(await captureHold(this.ledger, command, { wallet, memberId, holdId, ...body }));
  }

  @Post(`${ACCOUNT}/holds/:holdId/release`)
  @HttpCode(200)
  @Roles('operator', 'service')
  async release(@CommandOf('points.release') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @PathId('holdId') holdId: string, @Answering() answer: Answer) {
    return answer.of(await releaseHold(this.ledger, command, { wallet, memberId, holdId }));
  }

  @Post(`${ACCOUNT}/adjust`)
  @HttpCode(200)
  @Roles('operator', 'support')
  async adjust(@CommandOf('points.adjust') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @BodyOf(AdjustPointsDto) { expiresAt, ...body }: AdjustPointsDto, @Answering() answer: Answer) {
    return answer.of(await adjustPoints(this.ledger, command, { wallet, memberId, ...body, ...times({ expiresAt }) }));
  }

  @Post(`${ACCOUNT}/awards/:awardId/claw-back`)
  @HttpCode(200)
  @Roles('operator', 'service', 'support')
  async clawBack(@CommandOf('points.clawBack') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @PathId('awardId') awardId: string, @BodyOf(ClawBackDto) { occurredAt, ...body }: ClawBackDto, @Answering() answer: Answer) {
    return answer.of(await clawBackAward(this.ledger, command, { wallet, memberId, awardId, ...body, ...times({ occurredAt }) }));
  }

  @Post(`${ACCOUNT}/redemptions/:redemptionId/reinstate`)
  @HttpCode(200)
  @Roles('operator', 'service', 'support')
  async reinstate(@CommandOf('points.reinstate') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @PathId('redemptionId') redemptionId: string, @BodyOf(ReinstateDto) body: ReinstateDto, @Answering() answer: Answer) {
    return answer.of(await reinstateRedemption(this.ledger, command, { wallet, memberId, redemptionId, ...body }));
  }

  @Post(`${ACCOUNT}/freeze`)
  @HttpCode(200)
  @Roles('operator', 'support')
  async freeze(@CommandOf('points.freeze') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @BodyOf(FreezeDto) body: FreezeDto, @Answering() answer: Answer) {
    return answer.of(await freezeAccount(this.ledger, command, { kind: 'freeze', wallet, memberId, ...body }));
  }

  @Post(`${ACCOUNT}/unfreeze`)
  @HttpCode(200)
  @Roles('operator', 'support')
  async unfreeze(@CommandOf('points.unfreeze') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @BodyOf(FreezeDto) body: FreezeDto, @Answering() answer: Answer) {
    return answer.of(await freezeAccount(this.ledger, command, { kind: 'unfreeze', wallet, memberId, ...body }));
  }

  @Post(`${ACCOUNT}/lots/move-expiry`)
  @HttpCode(200)
  @Roles('operator', 'support')
  async moveExpiry(@CommandOf('points.moveExpiry') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @BodyOf(MoveExpiryDto) { expiresAt, ...body }: MoveExpiryDto, @Answering() answer: Answer) {
    return answer.of(await moveLotExpiry(this.ledger, command, { wallet, memberId, ...body, ...times({ expiresAt }) }));
  }

  @Post('wallets/:wallet/transfers')
  @HttpCode(200)
  @Roles('operator', 'service')
  async transfer(@CommandOf('points.transfer') command: Command, @PathId('wallet') wallet: string, @BodyOf(TransferPointsDto) body: TransferPointsDto, @Answering() answer: Answer) {
    return answer.of(await transferPoints(this.ledger, command, { wallet, ...body }));
  }
}

/** Times as the domain has them; those that were left out stay out. Throws `instant_invalid`. */
function times<Name extends string>(given: Record<Name, string | undefined>): { [N in Name]?: Instant } {
  const present = (Object.entries(given) as [Name, string | undefined][]).flatMap(([name, text]) => (text === undefined ? [] : [[name, instant(text)]]));
  return Object.fromEntries(present) as { [N in Name]?: Instant };
}
