import { FACT_TYPES, type FactType } from './facts';

/** The topics on which the shop, the POS or the ERP tell their facts. */
export const FACT_TOPICS = {
  orders: 'commerce.orders.v1',
  carts: 'commerce.carts.v1',
  customers: 'commerce.customers.v1',
  activities: 'commerce.activities.v1',
  stock: 'commerce.stock.v1',
  products: 'commerce.products.v1',
} as const;
export type FactTopic = (typeof FACT_TOPICS)[keyof typeof FACT_TOPICS];

const SUBJECTS: Readonly<Record<string, FactTopic>> = {
  order: FACT_TOPICS.orders, cart: FACT_TOPICS.carts, customer: FACT_TOPICS.customers, activity: FACT_TOPICS.activities, stock: FACT_TOPICS.stock, product: FACT_TOPICS.products,
};

/** A kind of fact as a message: its CloudEvents type, and the topic it comes on. */
export interface FactMessage {
  readonly fact: FactType;
  readonly type: string;
  readonly topic: FactTopic;
}

/** A fact `order.placed` is a CloudEvent of the type `order.placed.v1` on `commerce.orders.v1`; its id is the fact's, its time when it happened. */
export const FACT_MESSAGES: readonly FactMessage[] = FACT_TYPES.map((fact) => ({ fact, type: `${fact}.v1`, topic: SUBJECTS[fact.slice(0, fact.indexOf('.'))]! }));
