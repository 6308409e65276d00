import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdjustPointsDto, CaptureHoldDto, ClawBackDto, EarnPointsDto, FreezeDto, HoldPointsDto, MoveExpiryDto, RedeemPointsDto, ReinstateDto, TransferPointsDto } from '@loyalty/contracts';
import type { Command, Ledger } from '@loyalty/ledger';
import { Answering, AnswerOf, BodyOf, CommandOf, LEDGER, PathId, Roles, type Answer } from '@loyalty/platform';
import * as requests from '../doors/account-requests';
import { AccountAnswerDto, TransferAnswerDto } from './answers/account-answers';
import { ADJUST, CAPTURE, CLAW_BACK, EARN, FREEZE, HOLD, MOVE_EXPIRY, REDEEM, REINSTATE, TRANSFER } from './examples';

const ACCOUNT = 'accounts/:wallet/:memberId';

/** Everything that moves points of one account. */
@ApiTags('points')
@Controller('v1/points')
export class AccountCommandsController {
  constructor(@Inject(LEDGER) private readonly ledger: Ledger) {}

  @Post(`${ACCOUNT}/earn`)
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives points outright, without a programme.' })
  @AnswerOf(AccountAnswerDto)
  @Roles('operator', 'service')
  async earn(@CommandOf('points.earn') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @BodyOf(EarnPointsDto, { example: EARN }) body: EarnPointsDto, @Answering() answer: Answer) {
    return answer.of(await requests.earn(this.ledger, command, { wallet, memberId }, body));
  }

  @Post(`${ACCOUNT}/redeem`)
  @HttpCode(200)
  @ApiOperation({ summary: 'Spends points at once, as money where `payIn` is given.' })
  @AnswerOf(AccountAnswerDto)
  @Roles('operator', 'service')
  async redeem(@CommandOf('points.redeem') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @BodyOf(RedeemPointsDto, { example: REDEEM }) body: RedeemPointsDto, @Answering() answer: Answer) {
    return answer.of(await requests.redeem(this.ledger, command, { wallet, memberId }, body));
  }

  @Post(`${ACCOUNT}/holds`)
  @HttpCode(200)
  @ApiOperation({ summary: 'Sets points aside; they are captured, released, or run out by themselves.' })
  @AnswerOf(AccountAnswerDto)
  @Roles('operator', 'service')
  async hold(@CommandOf('points.hold') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @BodyOf(HoldPointsDto, { example: HOLD }) body: HoldPointsDto, @Answering() answer: Answer) {
    return answer.of(await requests.hold(this.ledger, command, { wallet, memberId }, body));
  }

  @Post(`${ACCOUNT}/holds/:holdId/capture`)
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes what a hold set aside, whole or in part; the rest goes back.' })
  @AnswerOf(AccountAnswerDto)
  @Roles('operator', 'service')
  async capture(@CommandOf('points.capture') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @PathId('holdId') holdId: string, @BodyOf(CaptureHoldDto, { example: CAPTURE }) body: CaptureHoldDto, @Answering() answer: Answer) {
    return answer.of(await requests.capture(this.ledger, command, { wallet, memberId, holdId }, body));
  }

  @Post(`${ACCOUNT}/holds/:holdId/release`)
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives a hold back untouched.' })
  @AnswerOf(AccountAnswerDto)
  @Roles('operator', 'service')
  async release(@CommandOf('points.release') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @PathId('holdId') holdId: string, @Answering() answer: Answer) {
    return answer.of(await requests.release(this.ledger, command, { wallet, memberId, holdId }));
  }

  @Post(`${ACCOUNT}/adjust`)
  @HttpCode(200)
  @ApiOperation({ summary: 'Corrects a balance by hand, up or down, with a reason on record.' })
  @AnswerOf(AccountAnswerDto)
  @Roles('operator', 'support')
  async adjust(@CommandOf('points.adjust') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @BodyOf(AdjustPointsDto, { example: ADJUST }) body: AdjustPointsDto, @Answering() answer: Answer) {
    return answer.of(await requests.adjust(this.ledger, command, { wallet, memberId }, body));
  }

  @Post(`${ACCOUNT}/awards/:awardId/claw-back`)
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes an award back, whole or in part; all parts together never more than it gave.' })
  @AnswerOf(AccountAnswerDto)
  @Roles('operator', 'service', 'support')
  async clawBack(@CommandOf('points.clawBack') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @PathId('awardId') awardId: string, @BodyOf(ClawBackDto, { example: CLAW_BACK }) body: ClawBackDto, @Answering() answer: Answer) {
    return answer.of(await requests.clawBack(this.ledger, command, { wallet, memberId, awardId }, body));
  }

  @Post(`${ACCOUNT}/redemptions/:redemptionId/reinstate`)
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives a redemption back, whole or in part, into the lots it came from.' })
  @AnswerOf(AccountAnswerDto)
  @Roles('operator', 'service', 'support')
  async reinstate(@CommandOf('points.reinstate') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @PathId('redemptionId') redemptionId: string, @BodyOf(ReinstateDto, { example: REINSTATE }) body: ReinstateDto, @Answering() answer: Answer) {
    return answer.of(await requests.reinstate(this.ledger, command, { wallet, memberId, redemptionId }, body));
  }

  @Post(`${ACCOUNT}/freeze`)
  @HttpCode(200)
  @ApiOperation({ summary: 'Stops spending, earning or both.' })
  @AnswerOf(AccountAnswerDto)
  @Roles('operator', 'support')
  async freeze(@CommandOf('points.freeze') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @BodyOf(FreezeDto, { example: FREEZE }) body: FreezeDto, @Answering() answer: Answer) {
    return answer.of(await requests.freeze(this.ledger, command, { wallet, memberId }, body));
  }

  @Post(`${ACCOUNT}/unfreeze`)
  @HttpCode(200)
  @ApiOperation({ summary: 'Lets a frozen account spend, earn or both again.' })
  @AnswerOf(AccountAnswerDto)
  @Roles('operator', 'support')
  async unfreeze(@CommandOf('points.unfreeze') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @BodyOf(FreezeDto, { example: FREEZE }) body: FreezeDto, @Answering() answer: Answer) {
    return answer.of(await requests.unfreeze(this.ledger, command, { wallet, memberId }, body));
  }

  @Post(`${ACCOUNT}/lots/move-expiry`)
  @HttpCode(200)
  @ApiOperation({ summary: 'Moves the expiry of lots by hand; left out, they never expire.' })
  @AnswerOf(AccountAnswerDto)
  @Roles('operator', 'support')
  async moveExpiry(@CommandOf('points.moveExpiry') command: Command, @PathId('wallet') wallet: string, @PathId('memberId') memberId: string, @BodyOf(MoveExpiryDto, { example: MOVE_EXPIRY }) body: MoveExpiryDto, @Answering() answer: Answer) {
    return answer.of(await requests.moveExpiry(this.ledger, command, { wallet, memberId }, body));
  }

  @Post('wallets/:wallet/transfers')
  @HttpCode(200)
  @ApiOperation({ summary: 'Moves points from one member to another, with their expiry.' })
  @AnswerOf(TransferAnswerDto)
  @Roles('operator', 'service')
  async transfer(@CommandOf('points.transfer') command: Command, @PathId('wallet') wallet: string, @BodyOf(TransferPointsDto, { example: TRANSFER }) body: TransferPointsDto, @Answering() answer: Answer) {
    return answer.of(await requests.transfer(this.ledger, command, { wallet }, body));
  }
}
