import { IsInt, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { IsAmountMinor, IsCode, IsDateTime, IsId, IsListOf, IsPart, IsText, ReferenceDto } from '@loyalty/contracts';
import { BalancesPart, IsSignedAmount } from './account-answers';
import { HoldDto } from './lot-answers';

/** What every list has beside its items. */
class Page {
  /** `cursor` of the next page; left out on the last one. */
  @IsOptional() @IsString() @MaxLength(8_192) next?: string;
  /** The list reflects every event up to here. */
  @IsInt() @Min(0) position!: number;
}

export class StatementEntryPart extends BalancesPart {
  /** `<wallet>.<member>`, the member escaped as in stream names. */
  @IsString() @MaxLength(200) account!: string;
  @IsInt() @Min(1) revision!: number;
  @IsString() @MaxLength(100) type!: string;
  @IsSignedAmount() change!: number;
  @IsSignedAmount() pendingChange!: number;
  @IsSignedAmount() balance!: number;
  @IsDateTime() effectiveAt!: string;
  @IsDateTime() recordedAt!: string;
  @IsInt() @Min(1) position!: number;
  @IsOptional() @IsPart(() => ReferenceDto) reference?: ReferenceDto;
  @IsOptional() @IsCode() reasonCode?: string;
}

export class StatementPageDto extends Page {
  @IsListOf(() => StatementEntryPart, 1_000, 0) items!: StatementEntryPart[];
}

export class AccountPart extends BalancesPart {
  @IsId() wallet!: string;
  @IsId() memberId!: string;
  @IsSignedAmount() balance!: number;
  /** Earned, redeemed, expired: over the account's life. */
  @IsSignedAmount() earned!: number;
  @IsSignedAmount() redeemed!: number;
  @IsAmountMinor() expired!: number;
  @IsInt() @Min(1) revision!: number;
  @IsDateTime() lastChangeAt!: string;
  @IsOptional() @IsDateTime() nextDueAt?: string;
  @IsOptional() @IsDateTime() nextExpiryAt?: string;
}

export class AccountsPageDto extends Page {
  @IsListOf(() => AccountPart, 1_000, 0) items!: AccountPart[];
}

export class HoldsPageDto extends Page {
  @IsListOf(() => HoldDto, 1_000, 0) items!: HoldDto[];
}

/** A sum over a whole wallet may pass what a number holds exactly, so it is text. */
const IsSum = () => IsText(/^-?[0-9]+$/, 60);

export class BooksPart {
  @IsId() wallet!: string;
  @IsInt() @Min(1) events!: number;
  @IsSum() issued!: string;
  @IsSum() pending!: string;
  @IsSum() available!: string;
  @IsSum() held!: string;
  @IsSum() redeemed!: string;
  @IsSum() expired!: string;
  @IsSum() adjusted!: string;
  @IsSum() debt!: string;
}

export class TrialBalanceDto extends Page {
  @IsListOf(() => BooksPart, 1_000, 0) items!: BooksPart[];
}
