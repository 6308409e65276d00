import type { PresentedCode, PromotionRefused, RejectedCode } from '@loyalty/contracts';
import type { AnyStream } from '@loyalty/ledger';
import { batchStream, type BatchStream } from '../../domain/batch/batch';
import { codeBookStream } from '../../domain/codes/code-book';
import type { CodeKeys } from '../../domain/codes/code-keys';
import { locateCode, missOf, type Located } from '../../domain/codes/locate-codes';
import type { CodeBookState } from '../../domain/codes/code-book-state';
import { onShelf } from '../../domain/codes/shelf';
import { couponStream } from '../../domain/coupon/coupon';
import { holderStream } from '../../domain/coupon/holder';
import { needsHolder, reasonTold, standingOf } from '../../domain/coupon/standing';
import type { AskedAt } from './asked';
import type { States } from './states';

/** Codes as they were typed, with where each of them is to be found by one state of the book. */
export interface LocatedCodes {
  readonly book: CodeBookState;
  readonly codes: readonly { readonly raw: string; readonly located: Located | undefined }[];
}

/** A code that can be used. */
export interface UsableCode {
  readonly canonical: string;
  readonly campaignId: string;
  /** Left out: as often as its campaign says. */
  readonly usesPerCode?: number;
}

/** Why a code cannot be used: for the record, and for whoever presented it. */
export interface RefusedCode {
  readonly rejected: RejectedCode;
  readonly told: PromotionRefused;
}

export interface JudgedCodes {
  readonly presented: readonly PresentedCode[];
  /** By the code as it was presented. */
  readonly usable: ReadonlyMap<string, UsableCode>;
  readonly refused: readonly RefusedCode[];
}

const NONE: JudgedCodes = { presented: [], usable: new Map(), refused: [] };

/** Looks codes up, each once. Asks no store. */
export function locateAll(book: CodeBookState, keys: CodeKeys, codes: readonly string[]): LocatedCodes {
  return { book, codes: codes.length === 0 ? [] : [...new Set(codes)].map((raw) => ({ raw, located: locateCode(book, keys, raw) })) };
}

/** What must be known to judge them, as far as that can be told before. */
export function streamsOfCodes({ codes }: LocatedCodes): AnyStream[] {
  return codes.flatMap(({ located }): AnyStream[] => {
    if (located === undefined) return [];
    const coupon = couponStream(located.canonical);
    if (located.kind === 'shared') return [coupon];
    return located.kind === 'generated' ? [coupon, batchStream(located.batchId)] : [coupon, located.shelf];
  });
}

/** Whether each code can be used by whoever presents it, at an instant. */
export function judgeCodes(before: LocatedCodes, keys: CodeKeys, states: States, memberId: string | undefined, { at, now }: AskedAt): JudgedCodes {
  if (before.codes.length === 0) return NONE;
  const book = states.state(codeBookStream);
  const { codes } = book === before.book ? before : locateAll(book, keys, before.codes.map(({ raw }) => raw));
  const presented: PresentedCode[] = [];
  const usable = new Map<string, UsableCode>();
  const refused: RefusedCode[] = [];
  for (const { raw, located } of codes) {
    const origin = located === undefined ? undefined : originOf(located, states);
    if (located === undefined || origin === undefined) {
      const miss = located === undefined ? missOf(book, raw) : 'unknown';
      refused.push(stranger({ code: raw, reason: `code_${miss}` }));
      continue;
    }
    const coupon = states.state(couponStream(located.canonical));
    const holderId = needsHolder(coupon);
    const standing = standingOf({
      ...(origin.batch === undefined ? {} : { batch: states.state(origin.batch) }), coupon, at, now,
      ...(holderId === undefined || holderId !== memberId ? {} : { holder: states.state(holderStream(holderId)) }), ...(memberId === undefined ? {} : { memberId }),
    });
    if (standing.refused !== undefined) {
      const reason = reasonTold(standing, memberId)!;
      refused.push({ rejected: { code: raw, reason: standing.refused }, told: { code: raw, reason, facts: reason === 'code_not_valid' ? {} : standing.facts } });
      continue;
    }
    const { campaignId } = origin;
    const { minimumAmount, value } = standing;
    presented.push({ code: raw, campaignId, ...(holderId === undefined ? {} : { holderId }), ...(minimumAmount === undefined ? {} : { minimumAmount }), ...(value === undefined ? {} : { value }) });
    usable.set(raw, { canonical: located.canonical, campaignId, ...(origin.batch === undefined ? {} : { usesPerCode: standing.usesPerCode }) });
  }
  return { presented, usable, refused };
}

/** Whoever does not hold a code hears the same of it, whatever is wrong. */
function stranger(rejected: RejectedCode): RefusedCode {
  return { rejected, told: { code: rejected.code, reason: 'code_not_valid', facts: {} } };
}

function originOf(located: Located, states: States): { readonly campaignId: string; readonly batch?: BatchStream } | undefined {
  if (located.kind === 'shared') return { campaignId: located.campaignId };
  if (located.kind === 'generated') return { campaignId: located.campaignId, batch: batchStream(located.batchId) };
  const found = onShelf(states.state(located.shelf), located.canonical);
  return found === undefined ? undefined : { campaignId: found.campaignId, batch: batchStream(found.batchId) };
}
