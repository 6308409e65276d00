import { Inject, Module } from '@nestjs/common';
import { CART_IDLE_MS_DEFAULT, COMMERCE_CATEGORIES } from '@loyalty/contracts';
import type { Clock } from '@loyalty/kernel';
import type { Ledger } from '@loyalty/ledger';
import { CLOCK, Contributions, LEDGER, VIEW_STORE } from '@loyalty/platform';
import { ViewReader, type ViewStore } from '@loyalty/views';
import { abandonIdleCarts } from './application/abandon-idle-carts';
import { CommerceQueriesController } from './http/commerce-queries.controller';
import { FactsController } from './http/facts.controller';
import { ParkedController } from './http/parked.controller';
import { FactMessages } from './kafka/facts.controller';
import { carts, findIdleCarts, orders, parkedFacts, products, type CartDocument } from './views';

const MINUTE_MS = 60_000;

/** The commerce context: the door for the shop's facts, what is known of them as lists, and the watch over idle carts. */
@Module({ controllers: [FactsController, CommerceQueriesController, ParkedController, FactMessages] })
export class CommerceModule {
  constructor(work: Contributions, @Inject(LEDGER) ledger: Ledger, @Inject(VIEW_STORE) views: ViewStore, @Inject(CLOCK) clock: Clock) {
    const idle = findIdleCarts(new ViewReader<CartDocument>(views, carts.name));
    work.project(orders, carts, parkedFacts, products);
    work.publish({ context: 'commerce', categories: COMMERCE_CATEGORIES });
    work.schedule({ name: 'commerce.idle-carts', everyMs: MINUTE_MS, run: () => abandonIdleCarts({ ledger, clock }, idle, CART_IDLE_MS_DEFAULT) });
  }
}
