import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { BATCH_SIZE_MAX, CodeFormatDto, CODE_WRITTEN_MAX, CouponAmountDto, CouponSourceDto, IMPORT_LINES_MAX, IMPORT_LINES_TOLD, IsCode, IsDateTime, IsId, IsListOf, IsPart, IsText } from '@loyalty/contracts';

// What the API description says of answers. Answers are not checked against it when they are given; the specs do that.

const WRITTEN = /^.+$/;
const HEX_64 = /^[0-9a-f]{64}$/;

export class BatchCreatedDto {
  @IsId() batchId!: string;
  @IsId() campaignId!: string;
  @IsInt() @Min(0) @Max(BATCH_SIZE_MAX) size!: number;
}

export class BatchTermsPart {
  @IsId() batchId!: string;
  @IsId() campaignId!: string;
  @IsInt() @Min(1) usesPerCode!: number;
  @IsOptional() @IsDateTime() validFrom?: string;
  @IsOptional() @IsDateTime() validUntil?: string;
  @IsOptional() @IsInt() daysAfterIssue?: number;
}

export class BatchDto extends BatchTermsPart {
  @IsIn(['generated', 'imported']) kind!: 'generated' | 'imported';
  @IsDateTime() createdAt!: string;
  /** Codes that were generated, or imported so far. */
  @IsInt() @Min(0) size!: number;
  @IsOptional() @IsPart(() => CodeFormatDto) format?: CodeFormatDto;
  /** Of the key that the codes are made with. */
  @IsOptional() @IsText(/^[0-9a-f]{16}$/, 16, 16) keyFingerprint?: string;
  /** Codes that were issued one by one. */
  @IsInt() @Min(0) issued!: number;
  /** Files that were imported. */
  @IsInt() @Min(0) files!: number;
  @IsOptional() @IsCode() disabled?: string;
}

export class BatchesPageDto {
  @IsListOf(() => BatchDto, 200, 0) items!: BatchDto[];
  @IsOptional() @IsText(/^[0-9]+$/, 6) next?: string;
}

export class BatchSwitchedDto {
  @IsId() batchId!: string;
  @IsBoolean() disabled!: boolean;
}

export class LineToldPart {
  @IsInt() @Min(1) @Max(IMPORT_LINES_MAX) line!: number;
  @IsIn(['malformed', 'duplicate', 'taken']) problem!: 'malformed' | 'duplicate' | 'taken';
}

export class CodesImportedDto {
  @IsId() batchId!: string;
  @IsText(HEX_64, 64, 64) sha256!: string;
  @IsInt() @Min(0) lines!: number;
  @IsInt() @Min(0) added!: number;
  @IsInt() @Min(0) duplicates!: number;
  @IsInt() @Min(0) taken!: number;
  @IsInt() @Min(0) malformed!: number;
  @IsListOf(() => LineToldPart, IMPORT_LINES_TOLD, 0) told!: LineToldPart[];
}

export class CodeTermsPart {
  @IsOptional() @IsDateTime() validFrom?: string;
  @IsOptional() @IsDateTime() validUntil?: string;
  @IsOptional() @IsPart(() => CouponAmountDto) minimumAmount?: CouponAmountDto;
  @IsOptional() @IsPart(() => CouponAmountDto) value?: CouponAmountDto;
}

export class CodeGivenDto extends CodeTermsPart {
  @IsText(WRITTEN, CODE_WRITTEN_MAX) code!: string;
  @IsId() batchId!: string;
  @IsId() campaignId!: string;
  @IsId() memberId!: string;
}

export class CodeSwitchedDto {
  @IsText(WRITTEN, CODE_WRITTEN_MAX) code!: string;
  @IsBoolean() disabled!: boolean;
}

export class HolderSwitchedDto {
  @IsId() memberId!: string;
  @IsBoolean() disabled!: boolean;
}

export class AssignmentPart extends CodeTermsPart {
  @IsText(WRITTEN, CODE_WRITTEN_MAX) code!: string;
  @IsId() batchId!: string;
  @IsId() campaignId!: string;
  @IsId() memberId!: string;
  @IsCode() reasonCode!: string;
  @IsPart(() => CouponSourceDto) source!: CouponSourceDto;
}

/** Reason codes of what stops a code. */
export class DisabledPart {
  @IsOptional() @IsCode() code?: string;
  @IsOptional() @IsCode() batch?: string;
  @IsOptional() @IsCode() holder?: string;
}

export class ShownCodeDto {
  @IsText(WRITTEN, CODE_WRITTEN_MAX) raw!: string;
  @IsText(WRITTEN, CODE_WRITTEN_MAX) canonical!: string;
  @IsIn(['generated', 'shared', 'imported']) kind!: 'generated' | 'shared' | 'imported';
  @IsId() campaignId!: string;
  @IsOptional() @IsId() batchId?: string;
  @IsOptional() @IsInt() @Min(1) @Max(BATCH_SIZE_MAX) serial?: number;
  @IsOptional() @IsPart(() => BatchTermsPart) terms?: BatchTermsPart;
  @IsOptional() @IsPart(() => AssignmentPart) assigned?: AssignmentPart;
  @IsPart(() => DisabledPart) disabled!: DisabledPart;
  @IsOptional() @IsDateTime() validFrom?: string;
  @IsOptional() @IsDateTime() validUntil?: string;
  /** Held ones included. */
  @IsInt() @Min(0) uses!: number;
  @IsInt() @Min(0) revision!: number;
}

export class CodeStandingDto {
  @IsId() campaignId!: string;
  @IsOptional() @IsPart(() => CouponAmountDto) minimumAmount?: CouponAmountDto;
  @IsOptional() @IsPart(() => CouponAmountDto) value?: CouponAmountDto;
}

/** A public key (RFC 8037). */
export class PublicKeyPart {
  @IsIn(['OKP']) kty!: 'OKP';
  @IsIn(['Ed25519']) crv!: 'Ed25519';
  @IsText(/^[A-Za-z0-9_-]{43}$/, 43, 43) x!: string;
  @IsText(/^[0-9a-f]{16}$/, 16, 16) kid!: string;
  @IsIn(['sig']) use!: 'sig';
  @IsIn(['EdDSA']) alg!: 'EdDSA';
}

export class CodeKeysDto {
  @IsListOf(() => PublicKeyPart, 100, 1) keys!: PublicKeyPart[];
}
