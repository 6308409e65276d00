import { SHARED_CODES_MAX, SHARED_CODES_PER_CAMPAIGN_MAX, type CouponCodesShared } from '@loyalty/contracts';
import { conflict, invalid, rejected } from '@loyalty/kernel';
import { found } from './buckets';
import { canonicalCode } from './canonical-code';
import type { CodeBookCommand, CodeBookState } from './code-book-state';
import { isWellFormed } from './code-space';

type Share = Extract<CodeBookCommand, { kind: 'share' }>;

/**
 * The codes that a campaign shares with everyone. Two spellings of one code are one code, and it belongs to one campaign; what
 * could be a generated code is refused, too.
 * @throws validation `code_invalid`, `code_repeated`, `too_many_codes`; conflict `code_taken`; state `too_many_shared_codes`
 */
export function decideShare({ campaignId, codes, at }: Share, state: CodeBookState): readonly CouponCodesShared[] {
  if (codes.length > SHARED_CODES_PER_CAMPAIGN_MAX) throw invalid('too_many_codes', `A campaign shares at most ${SHARED_CODES_PER_CAMPAIGN_MAX} codes`, { limit: SHARED_CODES_PER_CAMPAIGN_MAX });
  const before = found(state.sharedBy, campaignId) ?? [];
  const wanted = canonicalCodes(codes);
  for (const code of wanted) {
    const owner = found(state.shared, code);
    if (owner !== undefined && owner !== campaignId) throw codeTaken(code, { campaignId: owner });
    if (state.spaces.some((space) => isWellFormed(space, code))) throw codeTaken(code, {});
  }
  if (state.sharedCount - before.length + wanted.length > SHARED_CODES_MAX) throw rejected('too_many_shared_codes', `All campaigns together share at most ${SHARED_CODES_MAX} codes`, { limit: SHARED_CODES_MAX });
  const same = before.length === wanted.length && before.every((code, i) => code === wanted[i]);
  return same ? [] : [{ type: 'coupon.codes.shared.v1', effectiveAt: at, data: { campaignId, codes: wanted } }];
}

/** Each in its canonical form. @throws validation `code_invalid`, `code_repeated` with the path */
export function canonicalCodes(codes: readonly string[]): readonly string[] {
  const canonical = codes.map((code, i) => {
    const form = canonicalCode(code);
    if (form === undefined) throw invalid('code_invalid', `/${i}: a code has 3 to 40 letters and digits`, { field: `/${i}` });
    return form;
  });
  const twice = canonical.findIndex((code, i) => canonical.indexOf(code) < i);
  if (twice >= 0) throw invalid('code_repeated', `/${twice}: this code is another spelling of one before it`, { field: `/${twice}`, code: canonical[twice] });
  return canonical;
}

export function codeTaken(code: string, facts: Record<string, unknown>) {
  return conflict('code_taken', 'This code, or another spelling of it, belongs to something else', { code, ...facts });
}
