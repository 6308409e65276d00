import { list, texts, words, type Case, type Words } from '../case';
import type { GroupProfile } from '../profiles';
import { isPayment } from './payments';
import { worded } from './wording';

/** Words of a rule that a case with one rule may state by itself. */
const ALONE = ['pct', 'fixed', 'maxAmount', 'flexi', 'tieredFlat', 'tieredPct', 'fixedCart', 'fixedUnit', 'toFixed', 'cap'];

/** The rules of a case, in the order in which they are stated, whatever it calls them. */
export function rulesOf(one: Case, profile: GroupProfile): Words[] {
  const ctx = words(one['ctx']);
  const channel = ctx['channel'];
  const stated = [...['rules', 'coupons', 'discounts'].flatMap((word) => (Array.isArray(one[word]) ? (one[word] as Words[]) : [])), ...(one['rule'] === undefined ? [] : [orAny(words(one['rule']))])];
  const alone = Object.fromEntries(ALONE.filter((word) => one[word] !== undefined).map((word) => [word, one[word]]));
  const single: Words[] = Object.keys(alone).length === 0 || one['effect'] !== undefined ? [] : [one['subtotal'] === undefined ? alone : { ...alone, target: 'total' }];
  const rules = [...stated, ...single, ...applied(one, profile), ...upgraded(one)].filter((rule) => !Object.keys(rule).some(isPayment)).map(worded);
  return onceEach(rules).map((rule) => ({ ...inChannel(rule, channel), ...usedBefore(ctx), ...addressed(one), ...withheld(rule, one) }));
}

/** A rule that is about its limits alone takes a tenth. */
function orAny(rule: Words): Words {
  return Object.keys(rule).length > 0 && Object.keys(rule).every((word) => /uses/i.test(word)) ? { ...rule, any: 'effect' } : rule;
}

/** A code counts once, however often it is entered. */
function onceEach(rules: readonly Words[]): Words[] {
  return rules.filter(({ code }, at) => code === undefined || rules.findIndex((other) => other['code'] === code) === at);
}

/** Where a case says which codes are presented, rules that neither have one of them nor are automatic lack theirs; automatic ones may be kept out. */
function withheld(rule: Words, one: Case): Words {
  const codes = one['codes'];
  const automatic = rule['automatic'] === true || rule['auto'] === true;
  if (automatic && (one['preventAuto'] ?? one['preventAutoPromotions']) === true) return { withheld: true };
  if (!Array.isArray(codes) || automatic) return {};
  const has = rule['code'] === undefined ? codes.length > 0 : codes.includes(rule['code']);
  return has ? {} : { withheld: true };
}

function usedBefore({ timesUsed }: Words): Words {
  return timesUsed === undefined ? {} : { timesUsed };
}

/** Over several addresses an amount is used up address by address. */
function addressed(one: Case): Words {
  return one['cart'] === undefined || Array.isArray(one['cart']) ? {} : { inOrder: true };
}

/** One amount for each channel: that of the channel in which the order is. */
function inChannel(rule: Words, channel: unknown): Words {
  const fixed = words(rule['fixed']);
  return typeof channel === 'string' && fixed[channel] !== undefined ? { ...rule, fixed: fixed[channel] } : rule;
}

/** `effect: APPLY_TO_…` with an amount or a percentage, on the lines that the group says are eligible. */
function applied(one: Case, { eligible }: GroupProfile): Words[] {
  const effect = one['effect'];
  if (typeof effect !== 'string') return [];
  const only = effect === 'APPLY_TO_ORDER' || eligible === undefined ? {} : { only: [...eligible] };
  if (one['pct'] !== undefined) return [{ pct: one['pct'], ...only }];
  switch (effect) {
    case 'APPLY_TO_ORDER': case 'APPLY_TO_ITEMS_PROPORTIONALLY': return [{ fixed: one['amount'], target: 'order', ...only }];
    case 'APPLY_TO_ITEMS_PROPORTIONALLY_BY_QUANTITY': return [{ fixed: one['amount'], target: 'order', byQuantity: true, ...only }];
    case 'APPLY_TO_ITEMS': return [{ fixed: one['amount'], target: 'line', ...only }];
    case 'APPLY_TO_ITEMS_BY_QUANTITY': return [{ fixed: one['amount'], target: 'units', ...only }];
    default: throw new Error(`the effect ${effect} is not understood`);
  }
}

/** An article in place of another at that one's price. */
function upgraded(one: Case): Words[] {
  const { from } = words(one['upgrade']);
  return from === undefined ? [] : [{ toFixed: from }];
}

/** Codes that are presented and that no rule has. */
export function unknownCodes(one: Case): string[] {
  const rules = list(one['rules']).map((rule) => worded(words(rule)));
  const known = rules.flatMap(({ code }) => (code === undefined ? [] : [String(code)]));
  // A rule without a code of its own has the one that is presented.
  return rules.some(({ code }) => code === undefined) ? [] : texts(one['codes']).filter((code) => !known.includes(code));
}
