import type { CodeFormat, CodeFormatDto, CreateBatchDto, GiveCodeDto } from '@loyalty/contracts';
import { invalid, momentAt, type Instant } from '@loyalty/kernel';
import type { BatchRequest } from '../application/codes/create-batch';
import type { IssueRequest } from '../application/codes/issue-code';

const FORMAT: CodeFormat = { prefix: '', charset: 'crockford', length: 11, groupOf: 4 };

export type AskedBatch =
  | (BatchRequest & { readonly kind: 'generated'; readonly size: number; readonly format: CodeFormat })
  | (BatchRequest & { readonly kind: 'imported' });

/** A batch as the domain has it. @throws validation `field_missing`, `field_not_of_kind`, `instant_invalid` with the field */
export function batchAsked({ kind, campaignId, size, format, usesPerCode = 1, daysAfterIssue, ...times }: CreateBatchDto): AskedBatch {
  const terms: BatchRequest = { campaignId, usesPerCode, ...validity(times), ...(daysAfterIssue === undefined ? {} : { daysAfterIssue }) };
  if (kind === 'generated') {
    if (size === undefined) throw invalid('field_missing', '/size: how many codes to generate', { field: '/size' });
    return { kind, ...terms, size, format: formatAsked(format) };
  }
  if (size !== undefined || format !== undefined) {
    const field = size === undefined ? '/format' : '/size';
    throw invalid('field_not_of_kind', `${field} belongs to generated codes only`, { field });
  }
  return { kind, ...terms };
}

function formatAsked(format: CodeFormatDto = {}): CodeFormat {
  return { ...FORMAT, ...format };
}

/** What a member is to be given. @throws validation `instant_invalid` with the field */
export function giftAsked({ memberId, reasonCode, source, days, minimumAmount, value, ...times }: GiveCodeDto): Omit<IssueRequest, 'batchId'> {
  return {
    memberId, reasonCode, source: source ?? { kind: 'operator' }, ...validity(times),
    ...(days === undefined ? {} : { days }), ...(minimumAmount === undefined ? {} : { minimumAmount }), ...(value === undefined ? {} : { value }),
  };
}

function validity({ validFrom, validUntil }: { readonly validFrom?: string; readonly validUntil?: string }): { validFrom?: Instant; validUntil?: Instant } {
  return { ...(validFrom === undefined ? {} : { validFrom: momentAt('/validFrom', validFrom) }), ...(validUntil === undefined ? {} : { validUntil: momentAt('/validUntil', validUntil) }) };
}
