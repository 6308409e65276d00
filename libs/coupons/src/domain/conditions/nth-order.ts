import type { NthOrder } from '@loyalty/contracts';
import { whole } from '../arguments/plain';
import { because, type ConditionKind } from './condition-kind';

export const nthOrder: ConditionKind<NthOrder> = {
  kind: 'nthOrder',
  text: { en: 'The member’s n-th order', he: 'ההזמנה ה־n של החבר' },
  fields: { nth: whole('Which', 'איזו', 1, 1_000_000) },
  fails({ nth }, { request: { member } }) {
    if (member === undefined) return because('members_only');
    return member.orders + 1 === nth ? undefined : because('other_order', { nth });
  },
};
