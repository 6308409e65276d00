import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FactAnswer } from '@loyalty/contracts';
import type { Clock } from '@loyalty/kernel';
import type { Command, Ledger } from '@loyalty/ledger';
import { Answering, AnswerOf, BodyOf, CLOCK, CommandOf, LEDGER, Roles, type Answer } from '@loyalty/platform';
import type { Commerce } from '../application/record-facts';
import { discardParked, retryParked } from '../application/settle-parked';
import { DiscardedDto, FactAnswerPart } from './answers/fact-answers';
import { correctedFact } from './corrected-fact';
import { DISCARD, RETRY } from './examples';
import { DiscardParkedDto, RetryParkedDto } from './parked.dto';

/** An operator's word on facts that contradict what is known. */
@ApiTags('commerce')
@Controller('v1/commerce/parked')
export class ParkedController {
  private readonly commerce: Commerce;

  constructor(@Inject(LEDGER) ledger: Ledger, @Inject(CLOCK) clock: Clock) {
    this.commerce = { ledger, clock };
  }

  @Post('retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Lets a parked fact count after all: as it is, corrected, or although it contradicts what is known.' })
  @AnswerOf(FactAnswerPart)
  @Roles('operator', 'support')
  async retry(@CommandOf('commerce.retryParked') { id, actor }: Command, @BodyOf(RetryParkedDto, { example: RETRY }) { corrected, ...body }: RetryParkedDto, @Answering() answer: Answer): Promise<FactAnswer> {
    const correction = corrected === undefined ? {} : { corrected: correctedFact(corrected) };
    return settled(answer, await retryParked(this.commerce, { ...body, ...correction }, { commandId: id, actor }));
  }

  @Post('discard')
  @HttpCode(200)
  @ApiOperation({ summary: 'Decides that a parked fact never counts.' })
  @AnswerOf(DiscardedDto)
  @Roles('operator', 'support')
  async discard(@CommandOf('commerce.discardParked') { id, actor }: Command, @BodyOf(DiscardParkedDto, { example: DISCARD }) body: DiscardParkedDto, @Answering() answer: Answer): Promise<DiscardedDto> {
    return settled(answer, await discardParked(this.commerce, body, { commandId: id, actor }));
  }
}

function settled<Told extends { readonly position?: number }>(answer: Answer, told: Told): Told {
  return answer.read(told, told.position === undefined ? {} : { position: told.position });
}
