import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CommitRedemptionDto, HoldRedemptionDto, QuoteBasketDto, RedeemBasketDto, ReturnUnitsDto } from '@loyalty/contracts';
import type { Clock } from '@loyalty/kernel';
import type { Command, Ledger } from '@loyalty/ledger';
import { Answering, AnswerOf, BodyOf, ChangesNothing, CLOCK, CommandOf, LEDGER, PathId, Roles, VIEW_STORE, type Answer } from '@loyalty/platform';
import type { ViewStore } from '@loyalty/views';
import type { Payments } from '../application/payments/payments';
import type { CodeKeys } from '../domain/codes/code-keys';
import { knownContent, redemptionStream } from '../domain/redemption/redemption';
import { isLapsed } from '../domain/redemption/redemption-state';
import * as requests from '../doors/redemption-requests';
import { BasketQuoteDto, CouponRedemptionDto, RedemptionAnswerDto, RedemptionGivenDto } from './answers/redemption-answers';
import { CODE_KEYS } from './codes-provider';
import { ASKED, COMMIT, HOLD, REDEEM, RETURN } from './examples';
import { PAYMENTS } from './payments-provider';
import { withGiven } from './redemption-given';

/** The check-out: what a basket is given, and setting it aside, using it, giving it back. */
@ApiTags('coupons')
@Controller('v1/coupons')
export class RedemptionsController {
  private readonly door: requests.RedemptionDoor;

  constructor(@Inject(LEDGER) private readonly ledger: Ledger, @Inject(CODE_KEYS) keys: CodeKeys, @Inject(VIEW_STORE) views: ViewStore, @Inject(CLOCK) private readonly clock: Clock, @Inject(PAYMENTS) payments: Payments | undefined) {
    this.door = requests.doorOf(ledger, keys, views, payments);
  }

  @Post('quotes')
  @HttpCode(200)
  @ChangesNothing()
  @ApiOperation({ summary: 'What a basket would be given now, and why not more; what points would pay of the rest. Nothing is set aside.' })
  @AnswerOf(BasketQuoteDto)
  @Roles('operator', 'service', 'support')
  async quote(@BodyOf(QuoteBasketDto, { example: ASKED }) body: QuoteBasketDto) {
    return requests.quoted(this.door, body, this.clock.now());
  }

  @Post('redemptions')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sets aside what a basket is given, and points that are to pay; the open hold of the same cart is replaced. It lapses by itself.' })
  @AnswerOf(RedemptionGivenDto)
  @Roles('operator', 'service')
  async hold(@CommandOf('coupons.hold') command: Command, @BodyOf(HoldRedemptionDto, { example: HOLD }) body: HoldRedemptionDto, @Answering() answer: Answer) {
    return withGiven(this.ledger, command, answer.of(await requests.hold(this.door, command, body)));
  }

  @Post('redemptions/redeem')
  @HttpCode(200)
  @ApiOperation({ summary: 'Uses at once what a basket is given.' })
  @AnswerOf(RedemptionGivenDto)
  @Roles('operator', 'service')
  async redeem(@CommandOf('coupons.redeem') command: Command, @BodyOf(RedeemBasketDto, { example: REDEEM }) body: RedeemBasketDto, @Answering() answer: Answer) {
    return withGiven(this.ledger, command, answer.of(await requests.redeem(this.door, command, body)));
  }

  @Get('redemptions/:redemptionId')
  @ApiOperation({ summary: 'One redemption with all that it was worked out from, from the ledger itself.' })
  @AnswerOf(CouponRedemptionDto)
  @Roles('operator', 'service', 'support', 'auditor')
  async redemption(@PathId('redemptionId') redemptionId: string, @Answering() answer: Answer) {
    const { state, revision } = await this.ledger.peek(redemptionStream(redemptionId));
    const { request, result, uses, payment } = knownContent(state, redemptionId);
    const { until, order, returned } = state;
    const status = isLapsed(state, this.clock.now()) ? 'lapsed' : state.status;
    const shown = { redemptionId, status, ...(until === undefined ? {} : { until }), ...(order === undefined ? {} : { order }), given: result, request, uses, ...(payment === undefined ? {} : { payment }), ...(returned === undefined ? {} : { returned }) };
    // That it has lapsed is no event, so it must not pass for the same answer.
    return status === state.status ? answer.read(shown, { revision }) : shown;
  }

  @Post('redemptions/:redemptionId/commit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Uses what is held; one that has lapsed if the limits still allow it.' })
  @AnswerOf(RedemptionAnswerDto)
  @Roles('operator', 'service')
  async commit(@CommandOf('coupons.commit') command: Command, @PathId('redemptionId') redemptionId: string, @BodyOf(CommitRedemptionDto, { example: COMMIT }) body: CommitRedemptionDto, @Answering() answer: Answer) {
    return answer.of(await requests.commit(this.door, command, { redemptionId }, body));
  }

  @Post('redemptions/:redemptionId/release')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives back what is held, points with it.' })
  @AnswerOf(RedemptionAnswerDto)
  @Roles('operator', 'service')
  async release(@CommandOf('coupons.release') command: Command, @PathId('redemptionId') redemptionId: string, @Answering() answer: Answer) {
    return answer.of(await requests.release(this.door, command, { redemptionId }));
  }

  @Post('redemptions/:redemptionId/reverse')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes back what was used, as a whole: its order was cancelled.' })
  @AnswerOf(RedemptionAnswerDto)
  @Roles('operator', 'service', 'support')
  async reverse(@CommandOf('coupons.reverse') command: Command, @PathId('redemptionId') redemptionId: string, @Answering() answer: Answer) {
    return answer.of(await requests.reverse(this.door, command, { redemptionId }));
  }

  @Post('redemptions/:redemptionId/return')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes units of lines back, by what was stored then; all parts together refund exactly what was paid.' })
  @AnswerOf(RedemptionAnswerDto)
  @Roles('operator', 'service', 'support')
  async returned(@CommandOf('coupons.return') command: Command, @PathId('redemptionId') redemptionId: string, @BodyOf(ReturnUnitsDto, { example: RETURN }) body: ReturnUnitsDto, @Answering() answer: Answer) {
    return answer.of(await requests.returned(this.door, command, { redemptionId }, body));
  }
}
