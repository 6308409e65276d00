import type { Fact, OrderLine, Order } from '@loyalty/contracts';
import { instant, instantToMs, plusMs, seededRandom, type Instant } from '@loyalty/kernel';

export const SHOP = 'demo';
const START = instant('2025-01-01T00:00:00Z');
const DAY_MS = 86_400_000;

interface Product {
  readonly sku: string;
  readonly category: string;
  readonly brand: string;
  readonly priceMinor: number;
}

export const CATALOGUE: readonly Product[] = [
  { sku: 'TEA-01', category: 'tea', brand: 'Leaf', priceMinor: 890 },
  { sku: 'TEA-02', category: 'tea', brand: 'Leaf', priceMinor: 1_450 },
  { sku: 'COF-01', category: 'coffee', brand: 'Roast', priceMinor: 1_190 },
  { sku: 'COF-02', category: 'coffee', brand: 'Roast', priceMinor: 2_390 },
  { sku: 'CUP-01', category: 'home', brand: 'Clay', priceMinor: 1_990 },
  { sku: 'POT-01', category: 'home', brand: 'Clay', priceMinor: 4_990 },
  { sku: 'CHO-01', category: 'sweets', brand: 'Cacao', priceMinor: 490 },
  { sku: 'CHO-02', category: 'sweets', brand: 'Cacao', priceMinor: 1_290 },
];

export interface ShopYear {
  readonly members: readonly string[];
  /** In the order of their time, some told twice, as shops do. */
  readonly facts: readonly Fact[];
}

/** A year of a small shop: members join, buy, return, review. The same seed gives the same year. */
export function shopYear(seed: number, memberCount: number, orderCount: number): ShopYear {
  const random = seededRandom(seed);
  const members = Array.from({ length: memberCount }, (_, i) => `member-${String(i + 1).padStart(4, '0')}`);
  const facts: Fact[] = CATALOGUE.map(({ sku, category, brand, priceMinor }) => ({
    factId: `demo/product/${sku}`, type: 'product.changed', occurredAt: START, data: { shop: SHOP, sku, categories: [category], brand, currency: 'EUR', unitPriceMinor: priceMinor },
  }));
  const joined = new Map(members.map((memberId) => [memberId, plusMs(START, random.int(90) * DAY_MS + random.int(DAY_MS))]));
  for (const [memberId, at] of joined) facts.push({ factId: `demo/joined/${memberId}`, type: 'customer.registered', occurredAt: at, data: { shop: SHOP, memberId } });
  for (let n = 1; n <= orderCount; n += 1) facts.push(...orderStory(n, random, members, joined));
  const told = facts.sort((a, b) => (a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : a.factId < b.factId ? -1 : 1));
  return { members, facts: told.flatMap((fact) => (random.chance(10) ? [fact, fact] : [fact])) };
}

type Seeded = ReturnType<typeof seededRandom>;

/** One order from its placing to what became of it. */
function orderStory(n: number, random: Seeded, members: readonly string[], joined: ReadonlyMap<string, Instant>): Fact[] {
  // Squared, so that some members buy much more often than others.
  const memberId = members[Math.floor((random.int(1_000) / 1_000) ** 2 * members.length)]!;
  const joinedAt = joined.get(memberId)!;
  const daysLeft = 363 - Math.floor((instantToMs(joinedAt) - instantToMs(START)) / DAY_MS);
  const placedAt = plusMs(joinedAt, random.int(daysLeft) * DAY_MS + random.int(DAY_MS));
  const orderId = `D${String(n).padStart(6, '0')}`;
  const order = orderOf(orderId, memberId, placedAt, random);
  const after = (days: number) => plusMs(placedAt, days * DAY_MS + random.int(DAY_MS));
  const facts: Fact[] = [{ factId: `demo/placed/${orderId}`, type: 'order.placed', occurredAt: placedAt, data: { order } }];
  if (random.chance(30)) return [...facts, { factId: `demo/cancelled/${orderId}`, type: 'order.cancelled', occurredAt: after(0), data: { shop: SHOP, orderId, reasonCode: 'changed_mind' } }];
  facts.push({ factId: `demo/paid/${orderId}`, type: 'order.paid', occurredAt: plusMs(placedAt, 60_000), data: { order } });
  facts.push({ factId: `demo/fulfilled/${orderId}`, type: 'order.fulfilled', occurredAt: after(2), data: { shop: SHOP, orderId } });
  if (random.chance(80)) facts.push(refundOf(order, after(9), random));
  if (random.chance(150)) facts.push({ factId: `demo/review/${orderId}`, type: 'activity.recorded', occurredAt: after(12), data: { shop: SHOP, memberId, activityId: `review-${orderId}`, activity: 'review', orderId } });
  return facts;
}

function orderOf(orderId: string, memberId: string, placedAt: Instant, random: Seeded): Order {
  const lines: OrderLine[] = Array.from({ length: 1 + random.int(4) }, (_, i) => {
    const { sku, category, brand, priceMinor } = random.pick(CATALOGUE);
    const quantity = 1 + random.int(3);
    const onSale = random.chance(200);
    return { lineId: String(i + 1), sku, quantity, unitPriceMinor: priceMinor, categories: [category], brand, onSale, ...(onSale ? { discountMinor: Math.floor((quantity * priceMinor) / 10) } : {}) };
  });
  const shipping = [{ method: 'post', amountMinor: 490 }];
  return { shop: SHOP, orderId, memberId, currency: 'EUR', placedAt, lines, shipping, taxMode: 'gross', channel: random.chance(700) ? 'web' : 'app' };
}

/** One line goes back, whole or one unit of it. */
function refundOf({ orderId, lines }: Order, occurredAt: Instant, random: Seeded): Fact {
  const { lineId, quantity } = random.pick(lines);
  const refundId = `R-${orderId}`;
  return {
    factId: `demo/refund/${orderId}`, type: 'order.refunded', occurredAt,
    data: { shop: SHOP, orderId, refundId, currency: 'EUR', lines: [{ lineId, quantity: random.chance(500) ? quantity : 1 }], reasonCode: 'returned' },
  };
}
