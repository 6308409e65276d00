import { streamPart, type IssuingRule, type NoOrderSince } from '@loyalty/contracts';
import { plusMs, type Clock, type Instant } from '@loyalty/kernel';
import type { ViewReader } from '@loyalty/views';
import { issuanceByRule } from '../../domain/issuing/issuance';
import { isInAudience } from '../../domain/issuing/occasions';
import type { ShopperDocument } from '../../views/shoppers';
import { issueByRule, orNothing, type IssuingDesk } from './issue-by-rule';
import { liveIssuingRules } from './rules';

const DAY_MS = 86_400_000;
const PAGE = 500;

/** What one round of the scheduler did. */
export interface IdleRound {
  readonly looked: number;
  readonly issued: number;
}

/** How far the rounds of a rule have come, and when one looked at everybody. */
interface Done {
  readonly through: Instant;
  readonly wholeAt: Instant;
}

type IdleRule = IssuingRule & { readonly when: NoOrderSince };

/**
 * Rounds over members who have not ordered for as long as a rule says. Each command follows from rule, member and last order,
 * so nobody is given two for the same silence; a round may be stopped anywhere. The first round of a rule looks at everybody,
 * and so does one each day, for orders that were told late; the others look at whom the time since has brought in.
 */
export function idleRounds(desk: IssuingDesk, shoppers: ViewReader<ShopperDocument>, clock: Clock): (signal: AbortSignal) => Promise<IdleRound> {
  // States never change, so another rule under the same id is looked at from the beginning.
  const done = new WeakMap<IssuingRule, Done>();
  return async (signal) => {
    const sum = { looked: 0, issued: 0 };
    for (const rule of (await liveIssuingRules(desk.ledger)).filter(isIdleRule)) {
      const now = clock.now();
      const before = plusMs(now, -rule.when.days * DAY_MS);
      const last = done.get(rule);
      const after = last === undefined || now >= plusMs(last.wholeAt, DAY_MS) ? undefined : last.through;
      const { looked, issued } = await roundOf(desk, shoppers, rule, { before, ...(after === undefined ? {} : { after }) }, signal);
      sum.looked += looked;
      sum.issued += issued;
      if (signal.aborted) break;
      done.set(rule, { through: before, wholeAt: after === undefined ? now : last!.wholeAt });
    }
    return sum;
  };
}

function isIdleRule(rule: IssuingRule): rule is IdleRule {
  return rule.when.kind === 'noOrderSince';
}

/** Members whose last order lies in (after, before]. */
async function roundOf(desk: IssuingDesk, shoppers: ViewReader<ShopperDocument>, rule: IdleRule, { after, before }: { readonly after?: Instant; readonly before: Instant }, signal: AbortSignal): Promise<IdleRound> {
  const sum = { looked: 0, issued: 0 };
  let cursor: string | undefined;
  do {
    const page = await shoppers.find({
      filter: { lastOrderAt: { $lte: before, ...(after === undefined ? {} : { $gt: after }) } }, sort: [{ field: 'lastOrderAt' }], limit: PAGE, ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { doc } of page.items) sum.issued += await issueToIdle(desk, rule, doc);
    sum.looked += page.items.length;
    cursor = page.next;
  } while (cursor !== undefined && !signal.aborted);
  return sum;
}

/** Gives 1 when the member was given a coupon for the time since the last order. */
async function issueToIdle(desk: IssuingDesk, rule: IdleRule, { memberId, orders, categories, lastOrderAt }: ShopperDocument): Promise<number> {
  if (orders === 0 || !isInAudience(rule.audience, orders, categories)) return 0;
  const { lastAt } = (await desk.ledger.peek(issuanceByRule(rule.ruleId, memberId))).state;
  if (lastAt !== undefined && lastAt > lastOrderAt!) return 0;
  const id = `idle:${rule.ruleId}:${streamPart(memberId)}:${lastOrderAt!}`;
  return (await orNothing(issueByRule(desk, { id, fingerprint: id, actor: 'scheduler' }, rule, memberId))) === 'now' ? 1 : 0;
}
