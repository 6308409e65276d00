import type { MemberAttribute } from '@loyalty/contracts';
import { SAFE_AMOUNT_MAX } from '@loyalty/kernel';
import { optional, type Field } from '../arguments/field';
import { name, whole } from '../arguments/plain';
import { because, type ConditionKind } from './condition-kind';

const values: Field = {
  text: { en: 'One of', he: 'אחד מ' },
  schema: { type: 'array', minItems: 1, maxItems: 1_000, items: { type: ['string', 'number', 'boolean'] } },
  check(value, path, fault) {
    if (!Array.isArray(value) || value.length === 0 || value.length > 1_000) return fault(path, 'a list of 1 to 1,000 values is expected');
    value.forEach((one: unknown, i) => {
      if (!['string', 'number', 'boolean'].includes(typeof one)) fault(`${path}/${i}`, 'a text, a number, true or false is expected');
    });
  },
};

export const memberAttribute: ConditionKind<MemberAttribute> = {
  kind: 'memberAttribute',
  text: { en: 'Attribute of the member', he: 'מאפיין של החבר' },
  fields: { attribute: name('Attribute', 'מאפיין'), anyOf: optional(values), from: optional(whole('From', 'מ', -SAFE_AMOUNT_MAX)), to: optional(whole('Up to', 'עד', -SAFE_AMOUNT_MAX)) },
  fails({ attribute, anyOf, from, to }, { request: { member } }) {
    if (member === undefined) return because('members_only');
    const value = member.attributes?.[attribute];
    const known = value !== undefined && (anyOf === undefined || anyOf.includes(value));
    const above = from === undefined || (typeof value === 'number' && value >= from);
    const below = to === undefined || (typeof value === 'number' && value <= to);
    return known && above && below ? undefined : because('attribute_differs', { attribute });
  },
};
