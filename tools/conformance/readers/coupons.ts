import type { EvaluationRequest } from '@loyalty/contracts';
import { assertKeySpace, compileCampaigns, evaluate, usesCounted, type UseHappening } from '@loyalty/coupons';
import { isDomainError } from '@loyalty/kernel';
import { amountsOf, numbersIn } from '../amounts';
import { list, words, type ReadCase } from '../case';
import { valueCheck, type Check } from '../expectations/check';
import { codeCheck, refusalCheck } from '../expectations/errors';
import { campaignOf } from '../mapping/campaigns';
import { linesOf, shippingOf } from '../mapping/goods';
import { NOW } from '../mapping/situation';
import { profileOf } from '../profiles';
import { channelsOf, given, limitsOf, presentedCodes, scheduleOf } from './coupon-words';

const COUPON = 'coupon';

/** A coupon presented by a member: whether it counts, and why not. Unless it says what it gives, it takes a tenth off. */
export function coupon({ group, unit, case: one }: ReadCase): Check[] {
  const ctx = words(one['ctx']);
  const coupon = words(one['coupon']);
  const profile = profileOf(group);
  const amounts = amountsOf(unit, [...numbersIn(one['cart']), ...numbersIn(one['coupon'])], undefined);
  const presented = presentedCodes(coupon, profile.exactCodes === true && one.k !== 'X');
  const { limits, used } = limitsOf(coupon, ctx);
  const { channels, channel } = channelsOf(coupon, ctx);
  const { campaign } = campaignOf(given(coupon), 0, amounts, profile, { campaignId: COUPON, trigger: 'code', limits, schedule: scheduleOf(coupon), ...(channels === undefined ? {} : { channels }) });
  const request: EvaluationRequest = {
    at: NOW, basket: { currency: amounts.currency, lines: linesOf(one, amounts, profile), shipping: shippingOf(one, amounts), ...(channel === undefined ? {} : { channel }) },
    member: { memberId: 'member', orders: 1 }, used: { [COUPON]: used }, codes: presented,
  };
  const { applied, refused, totals } = evaluate(compileCampaigns([campaign], [], profile.engine), request);
  return Object.entries(words(one['expect'])).map(([word, value]) => {
    switch (word) {
      case 'err': return refusalCheck(word, value, refused, amounts.decimals);
      case 'codes': return valueCheck(word, value, applied.filter(({ code }) => code !== undefined).length);
      case 'removed': return valueCheck(word, value, applied.length === 0);
      case 'applied': case 'ok': case 'valid': return valueCheck(word, value, applied.length > 0);
      case 'order': return valueCheck(word, amounts.toMinor(value), totals.payableMinor);
      case 'total': return valueCheck(word, amounts.toMinor(value), totals.itemsMinor - totals.itemDiscountMinor);
      case 'disc': return valueCheck(word, amounts.toMinor(value), totals.discountMinor);
      default: throw new Error(`the word "expect.${word}" is not understood`);
    }
  });
}

const ALPHABETS: Readonly<Record<string, string>> = { hex: '0123456789abcdef' };

export function codeGeneration({ case: one }: ReadCase): Check[] {
  const { alphabet, length, existing, want } = words(one['codegen']);
  let told = 'possible';
  try {
    assertKeySpace({ alphabet: ALPHABETS[String(alphabet)] ?? String(alphabet), length: Number(length) }, Number(existing ?? 0), Number(want));
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
