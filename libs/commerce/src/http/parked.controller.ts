import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { IsBoolean, IsOptional, IsString, Length } from 'class-validator';
import { FACT_DTOS, FactDto, IsFactId, IsPart, type Fact } from '@loyalty/contracts';
import type { Clock } from '@loyalty/kernel';
import type { Command, Ledger } from '@loyalty/ledger';
import { BodyOf, checked, CLOCK, CommandOf, LEDGER, Roles } from '@loyalty/platform';
import type { Commerce } from '../application/record-facts';
import { discardParked, retryParked } from '../application/settle-parked';

class DiscardParkedDto {
  /** As the list of parked facts names it. */
  @IsString() @Length(3, 200) stream!: string;
  @IsFactId() factId!: string;
  @IsString() @Length(1, 500) reason!: string;
}

class RetryParkedDto extends DiscardParkedDto {
  @IsOptional() @IsPart(() => FactDto) corrected?: FactDto;
  @IsOptional() @IsBoolean() overrule?: boolean;
}

/** An operator's word on facts that contradict what is known. */
@Controller('v1/commerce/parked')
export class ParkedController {
  private readonly commerce: Commerce;

  constructor(@Inject(LEDGER) ledger: Ledger, @Inject(CLOCK) clock: Clock) {
    this.commerce = { ledger, clock };
  }

  @Post('retry')
  @HttpCode(200)
  @Roles('operator', 'support')
  retry(@CommandOf('commerce.retryParked') { id, actor }: Command, @BodyOf(RetryParkedDto) { corrected, ...body }: RetryParkedDto) {
    if (corrected !== undefined) checked(FACT_DTOS[corrected.type], corrected.data);
    return retryParked(this.commerce, { ...body, ...(corrected === undefined ? {} : { corrected: corrected as Fact }) }, { commandId: id, actor });
  }

  @Post('discard')
  @HttpCode(200)
  @Roles('operator', 'support')
  discard(@CommandOf('commerce.discardParked') { id, actor }: Command, @BodyOf(DiscardParkedDto) body: DiscardParkedDto) {
    return discardParked(this.commerce, body, { commandId: id, actor });
  }
}
