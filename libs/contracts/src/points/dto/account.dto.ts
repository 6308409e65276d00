import { ArrayMinSize, ArrayUnique, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { SAFE_AMOUNT_MAX } from '@loyalty/kernel';
import { IsAmountMinor, IsCode, IsCurrencyCode, IsDateTime, IsId, IsListOfTexts, IsPart, IsText } from '../../fields';
import type { FreezeScope, Reference } from '../account-events';

export const REFERENCE_KINDS = ['order', 'activity', 'cart', 'manual', 'partner', 'campaign', 'transfer', 'refund'] as const;
const REFERENCE_ID = /^[!-~](?:[ -~]{0,158}[!-~])?$/;
/** A lot's id as the ledger gave it. */
const LOT = /^L[1-9][0-9]{0,15}(?:\.[1-9][0-9]{0,4})?$/;
/** A hold's id as the ledger gave it. */
const HOLD = /^H[1-9][0-9]{0,15}$/;
/** Words: more than white space. */
const WORDS = /\S/;

export class ReferenceDto implements Reference {
  @IsIn(REFERENCE_KINDS) kind!: Reference['kind'];
  @IsText(REFERENCE_ID, 160) id!: string;
}

export class OrderAmountDto {
  @IsAmountMinor() amountMinor!: number;
  @IsCurrencyCode() currency!: string;
}

export class EarnPointsDto {
  @IsAmountMinor(1) points!: number;
  @IsPart(() => ReferenceDto) source!: ReferenceDto;
  @IsOptional() @IsDateTime() occurredAt?: string;
  @IsOptional() @IsDateTime() availableAt?: string;
  @IsOptional() @IsDateTime() expiresAt?: string;
}

export class HoldPointsDto {
  @IsAmountMinor(1) points!: number;
  @IsPart(() => ReferenceDto) reference!: ReferenceDto;
  @IsOptional() @IsPart(() => OrderAmountDto) order?: OrderAmountDto;
  /** The answer says what they pay in this currency. */
  @IsOptional() @IsCurrencyCode() payIn?: string;
  @IsOptional() @IsInt() @Min(1) @Max(31_622_400) seconds?: number;
  /** The end is rounded up to whole so many seconds of UTC. */
  @IsOptional() @IsInt() @Min(1) @Max(3_600) endStepSeconds?: number;
  /** The hold of this account that is given back in the same commit, if it is still open. */
  @IsOptional() @IsText(HOLD, 20) replaces?: string;
}

export class RedeemPointsDto {
  @IsAmountMinor(1) points!: number;
  @IsPart(() => ReferenceDto) reference!: ReferenceDto;
  @IsOptional() @IsPart(() => OrderAmountDto) order?: OrderAmountDto;
  @IsOptional() @IsCurrencyCode() payIn?: string;
}

export class QuotePaymentDto {
  @IsAmountMinor(1) points!: number;
  @IsCurrencyCode() payIn!: string;
  @IsOptional() @IsPart(() => OrderAmountDto) order?: OrderAmountDto;
  /** As if this hold of the account were given back. */
  @IsOptional() @IsText(HOLD, 20) replaces?: string;
}

export class CaptureHoldDto {
  @IsOptional() @IsAmountMinor(1) points?: number;
  @IsOptional() @IsPart(() => ReferenceDto) reference?: ReferenceDto;
}

export class AdjustPointsDto {
  /** Above zero a credit, below zero a debit. */
  @IsInt() @Min(-SAFE_AMOUNT_MAX) @Max(SAFE_AMOUNT_MAX) points!: number;
  @IsCode() reasonCode!: string;
  /** Why, in words; no personal data. */
  @IsText(WORDS, 500) text!: string;
  @IsOptional() @IsCode() ticket?: string;
  @IsOptional() @IsDateTime() expiresAt?: string;
}

export class ClawBackDto {
  @IsOptional() @IsAmountMinor(1) points?: number;
  @IsOptional() @IsDateTime() occurredAt?: string;
  @IsPart(() => ReferenceDto) reference!: ReferenceDto;
}

export class ReinstateDto {
  @IsOptional() @IsAmountMinor(1) points?: number;
  @IsPart(() => ReferenceDto) reference!: ReferenceDto;
}

export class TransferPointsDto {
  @IsId() from!: string;
  @IsId() to!: string;
  @IsAmountMinor(1) points!: number;
}

export class FreezeDto {
  @IsIn(['spending', 'earning', 'both']) scope!: FreezeScope;
  @IsCode() reasonCode!: string;
}

export class MoveExpiryDto {
  @ArrayMinSize(1) @ArrayUnique() @IsListOfTexts(LOT, 1_000, 24) lots!: string[];
  /** Left out: they never expire. */
  @IsOptional() @IsDateTime() expiresAt?: string;
  @IsCode() reasonCode!: string;
}
