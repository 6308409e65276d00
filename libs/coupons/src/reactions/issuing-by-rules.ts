import { streamPart, type OrderPaid } from '@loyalty/contracts';
import { DomainError } from '@loyalty/kernel';
import type { EventStore, Ledger, RecordedEvent } from '@loyalty/ledger';
import { ignored, type Reaction } from '@loyalty/messaging';
import type { ViewReader } from '@loyalty/views';
import { issueByRule, orNothing, type Issued, type IssuingDesk } from '../application/issuing/issue-by-rule';
import { liveIssuingRules } from '../application/issuing/rules';
import { isForOrder, needsHistory, type OrderOccasion } from '../domain/issuing/occasions';
import type { ShopperDocument } from '../views/shoppers';
import { outcomeOfIssuing } from './issuing-outcome';
import { reactionTo } from './reaction-command';

export interface RulesReactionParts extends IssuingDesk {
  readonly shoppers: ViewReader<ShopperDocument>;
}

/** What issuing rules give for a paid order. Each command follows from the event and the rule. */
export function issuingByRules({ shoppers, ...desk }: RulesReactionParts): Reaction {
  return {
    name: 'coupons-issuing-rules',
    categories: ['order'],
    async handle(event) {
      if (event.type !== 'order.paid.v1') return ignored('nothing_to_issue');
      const paid = event as unknown as RecordedEvent<OrderPaid>;
      const { memberId } = paid.data.order;
      const rules = (await liveIssuingRules(desk.ledger)).filter(({ when }) => when.kind !== 'noOrderSince');
      if (memberId === undefined || rules.length === 0) return ignored('nothing_to_issue');
      const occasion = rules.some(needsHistory) ? await withHistory(paid, memberId, shoppers, desk.ledger) : plain(paid);
      const command = reactionTo(event);
      const issued: Issued[] = [];
      for (const rule of rules) {
        if (isForOrder(rule, occasion)) issued.push(await orNothing(issueByRule(desk, { ...command, id: `${command.id}:rule:${rule.ruleId}` }, rule, memberId)));
      }
      return outcomeOfIssuing(issued);
    },
  };
}

function plain({ data: { order: { lines } } }: RecordedEvent<OrderPaid>): OrderOccasion {
  const categories = lines.flatMap(({ categories: some = [] }) => some);
  return { categories, everBought: categories, history: [] };
}

/**
 * With the order's place among those of its member. It is not known where too many orders came after it, or where coupons have
 * a log of their own that the shop's orders do not stand in.
 * @throws unavailable `shopper_behind` (try again) while the view of shoppers has not seen the order
 */
async function withHistory(event: RecordedEvent<OrderPaid>, memberId: string, shoppers: ViewReader<ShopperDocument>, { store }: Ledger): Promise<OrderOccasion> {
  const { shop, orderId } = event.data.order;
  const { item } = await shoppers.get(streamPart(memberId));
  const { recent = [], categories = [] } = item?.doc ?? {};
  const known = recent.find(({ order }) => order === `${shop}/${orderId}`);
  if (known === undefined && (item === undefined || item.position < event.position) && (await standsIn(store, event))) {
    throw new DomainError('unavailable', 'shopper_behind', 'The view of shoppers has not seen this order yet', { shop, orderId });
  }
  const told = plain(event);
  return { ...told, everBought: [...told.categories, ...categories], history: recent, ...(known === undefined ? {} : { known }) };
}

async function standsIn(store: EventStore, { stream, revision, type }: RecordedEvent): Promise<boolean> {
  const [found] = await store.readStream(stream, { after: revision - 1, limit: 1 });
  return found?.type === type;
}
