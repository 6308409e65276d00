import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsAmountMinor, IsCurrencyCode, IsDateTime, IsId, IsPart, type AccountAnswer, type TransferAnswer } from '@loyalty/contracts';
import { SAFE_AMOUNT_MAX } from '@loyalty/kernel';
import type { Balance } from '../../queries/balance';

// What the API description says of answers. Answers are not checked against it when they are given; the specs do that.

/** An amount that may be below zero. */
export function IsSignedAmount(): PropertyDecorator {
  return (target, key) => [IsInt(), Min(-SAFE_AMOUNT_MAX), Max(SAFE_AMOUNT_MAX)].forEach((decorate) => decorate(target, key));
}

export class BalancesPart {
  @IsAmountMinor() pending!: number;
  @IsAmountMinor() available!: number;
  @IsAmountMinor() held!: number;
  /** What the member owes, as a number below zero. */
  @IsSignedAmount() debt!: number;
}

export class PaymentPart {
  @IsAmountMinor() amountMinor!: number;
  @IsCurrencyCode() currency!: string;
}

export class AccountAnswerDto implements Omit<AccountAnswer, 'expiresAt'> {
  @IsId() wallet!: string;
  @IsId() memberId!: string;
  @IsInt() @Min(0) revision!: number;
  @IsPart(() => BalancesPart) balances!: BalancesPart;
  @IsOptional() @IsId() lotId?: string;
  @IsOptional() @IsId() holdId?: string;
  @IsOptional() @IsDateTime() expiresAt?: string;
  @IsOptional() @IsId() redemptionId?: string;
  @IsOptional() @IsSignedAmount() points?: number;
  @IsOptional() @IsPart(() => PaymentPart) payment?: PaymentPart;
  @IsOptional() @IsAmountMinor() debt?: number;
  @IsOptional() @IsAmountMinor() forgone?: number;
}

export class TransferAnswerDto implements Pick<TransferAnswer, 'transferId'> {
  @IsId() transferId!: string;
  @IsPart(() => AccountAnswerDto) from!: AccountAnswerDto;
  @IsPart(() => AccountAnswerDto) to!: AccountAnswerDto;
}

export class FrozenPart {
  @IsBoolean() spending!: boolean;
  @IsBoolean() earning!: boolean;
}

export class BalanceDto extends BalancesPart implements Omit<Balance, 'asOf' | 'nextChangeAt'> {
  @IsId() wallet!: string;
  @IsId() memberId!: string;
  @IsSignedAmount() balance!: number;
  @IsDateTime() asOf!: string;
  @IsInt() @Min(0) revision!: number;
  @IsPart(() => FrozenPart) frozen!: FrozenPart;
  @IsOptional() @IsDateTime() nextChangeAt?: string;
}

export class QuoteDto extends PaymentPart {
  @IsAmountMinor() points!: number;
}
