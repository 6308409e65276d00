import type { Campaign, CampaignLimit, EvaluationRequest } from '@loyalty/contracts';
import { assertKeySpace, compileCampaigns, evaluate, usesCounted, type UseHappening } from '@loyalty/coupons';
import { isDomainError } from '@loyalty/kernel';
import { amountsOf, numbersIn } from '../amounts';
import { list, texts, words, type ReadCase, type Words } from '../case';
import { valueCheck, type Check } from '../expectations/check';
import { codeCheck, refusalCheck } from '../expectations/errors';
import { linesOf } from '../mapping/goods';
import { NOW } from '../mapping/situation';
import { profileOf } from '../profiles';

const CODE = 'CODE';

/** A coupon for a tenth off, presented by a member: whether it counts, and why not. */
export function coupon({ group, unit, case: one }: ReadCase): Check[] {
  const ctx = words(one['ctx']);
  const coupon = words(one['coupon']);
  const profile = profileOf(group);
  const amounts = amountsOf(unit, numbersIn(one['cart']), undefined);
  const { limits, used } = limitsOf(coupon, ctx);
  const campaign: Campaign = {
    campaignId: 'coupon', version: 1, name: { en: 'Coupon' }, trigger: 'code', phase: 'order', priority: 0, stackClass: 'common', schedule: {}, conditions: [], limits,
    effects: [{ kind: 'percentOff', ppm: 100_000, target: { over: 'items' } }],
  };
  const presented = coupon['code'] === 'UNKNOWN' ? { code: 'UNKNOWN' } : { code: CODE, campaignId: 'coupon' };
  const request: EvaluationRequest = {
    at: NOW, basket: { currency: amounts.currency, lines: linesOf(one, amounts, profile) }, member: { memberId: 'member', orders: 1 }, used: { coupon: used },
    codes: coupon['appliedTwice'] === true ? [presented, presented] : [presented],
  };
  const { applied, refused, totals } = evaluate(compileCampaigns([campaign]), request);
  return Object.entries(words(one['expect'])).map(([word, value]) => {
    switch (word) {
      case 'err': return refusalCheck(word, value, refused, amounts.decimals);
      case 'codes': return valueCheck(word, value, applied.filter(({ code }) => code !== undefined).length);
      case 'removed': return valueCheck(word, value, applied.length === 0);
      case 'applied': case 'ok': case 'valid': return valueCheck(word, value, applied.length > 0);
      case 'order': return valueCheck(word, amounts.toMinor(value), totals.payableMinor);
      case 'disc': return valueCheck(word, amounts.toMinor(value), totals.discountMinor);
      default: throw new Error(`the word "expect.${word}" is not understood`);
    }
  });
}

/** Limits of a coupon with what is used of them; a cancelled order gives its use back unless the coupon says otherwise. */
function limitsOf(coupon: Words, ctx: Words): { limits: CampaignLimit[]; used: number[] } {
  const known = ['limit', 'perCustomerLimit', 'perCustomer', 'reusableFromCancelledOrders', 'code', 'appliedTwice'];
  for (const word of Object.keys(coupon)) if (!known.includes(word)) throw new Error(`the word "coupon.${word}" is not understood`);
  const limits: CampaignLimit[] = [];
  const used: number[] = [];
  const cancelled = Number(ctx['thenCancelled'] ?? 0);
  if (coupon['limit'] !== undefined) {
    const uses = Array.from({ length: Number(ctx['uses'] ?? 0) }, (_, i): UseHappening[] => (i < cancelled ? ['held', 'committed', 'order_cancelled'] : ['held', 'committed']));
    limits.push({ count: 'uses', per: 'code', every: 'ever', most: Number(coupon['limit']) });
    used.push(usesCounted(uses, { restoreCancelled: coupon['reusableFromCancelledOrders'] !== false }));
  }
  if ((coupon['perCustomer'] ?? coupon['perCustomerLimit']) !== undefined) {
    const orders = texts(ctx['customerOrders']).map((state): UseHappening[] => (state === 'cancelled' ? ['committed', 'order_cancelled'] : ['committed']));
    if (ctx['guestAppliesThenLogsInAsUserWithUse'] === true) orders.push(['committed']);
    limits.push({ count: 'uses', per: 'member', every: 'ever', most: Number(coupon['perCustomer'] ?? coupon['perCustomerLimit']) });
    used.push(usesCounted(orders, { restoreCancelled: true }));
  }
  return { limits, used };
}

const ALPHABETS: Readonly<Record<string, string>> = { hex: '0123456789abcdef' };

export function codeGeneration({ case: one }: ReadCase): Check[] {
  const { alphabet, length, existing, want } = words(one['codegen']);
  let told = 'possible';
  try {
    assertKeySpace({ alphabet: ALPHABETS[String(alphabet)] ?? String(alphabet), length: Number(length) }, Number(existing), Number(want));
  } catch (error) {
    if (!isDomainError(error)) throw error;
    told = error.code;
  }
  const expected = words(one['expect'])['err'];
  return [expected === undefined ? valueCheck('codegen', 'possible', told) : codeCheck('err', expected, [told])];
}

/** What a step does to a use, by its word. */
const HAPPENINGS: readonly (readonly [RegExp, UseHappening])[] = [[/cancel/i, 'order_cancelled'], [/delete|fail|release|remove/i, 'released'], [/lapse|expire/i, 'lapsed'], [/complete|place|paid/i, 'committed'], [/apply|add|hold/i, 'held']];

/** What becomes of the use of a voucher on the way of one order. */
export function voucherFlow({ case: one }: ReadCase): Check[] {
  const happenings = list(one['flow']).map((step) => {
    const happening = HAPPENINGS.find(([word]) => word.test(String(step)))?.[1];
    if (happening === undefined) throw new Error(`the step "${String(step)}" is not understood`);
    return happening;
  });
  return [valueCheck('used', words(one['expect'])['used'], usesCounted([happenings], { restoreCancelled: true }))];
}
