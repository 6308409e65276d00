import { setTimeout as sleep } from 'node:timers/promises';
import { EVENT_TOPICS, FACT_KEYS, FACT_MESSAGES, GOOD_FACTS, POINTS_COMMANDS_TOPIC, POINTS_OUTCOMES_TOPIC, type FactType } from '@loyalty/contracts';
import { assertPublishedRecord } from '@loyalty/contracts/published';
import { hasPython, makePython, python, typescript, type Consume, type Totals } from './journals.fixture';
import { Shop, type Lying } from './shop.fixture';

const WALLET = {
  name: { en: 'Beans' }, scale: 0, zone: 'UTC', spendable: true, debt: 'allowed', expiry: { kind: 'none' }, spending: {},
  holds: { defaultSeconds: 900, maximumSeconds: 86_400, openMaximum: 20 }, reinstatementGraceDays: 14, warningDays: [],
};
const RULE = { ruleId: 'shekel', name: { en: 'Orders' }, on: 'order', wallet: 'beans', effect: { kind: 'perAmount', points: 1, perMinor: 100, currency: 'ILS' }, base: { tax: 'with', shipping: 'without' }, conditions: [], stacking: 'stackable', priority: 1 };
const PROGRAM = { name: { en: 'Beans' }, zone: 'UTC', from: '2020-01-01T00:00:00Z', pending: { kind: 'none' }, rules: [RULE] };
/** What the two services of this shop publish. */
const EVENTS = [EVENT_TOPICS.commerce, EVENT_TOPICS.points];

let shop: Shop;
let consumers: readonly (readonly [name: string, consume: Consume])[];

async function tell(fact: FactType, change: { id?: string; orderId?: string } = {}): Promise<void> {
  const { type, topic } = FACT_MESSAGES.find((one) => one.fact === fact)!;
  const { factId, data, occurredAt } = GOOD_FACTS[fact];
  const text = change.orderId === undefined ? JSON.stringify(data) : JSON.stringify(data).replaceAll('A-1001', change.orderId);
  const key = /"(orderId|cartId|memberId|sku)":"([^"]+)"/g;
  const found = [...text.matchAll(key)].find(([, name]) => name === FACT_KEYS[topic])![2]!;
  await shop.send(topic, type, change.id ?? factId, found, JSON.parse(text) as object, occurredAt);
}

/** What lies in the topics of events once the log has stood still for a second and all of it is published. */
async function published(): Promise<readonly Lying[]> {
  for (let before = -1, head = await shop.log(); head !== before || (await shop.count(...EVENTS)) < head; head = await shop.log()) {
    before = head;
    await sleep(1_000);
  }
  return shop.lying(...EVENTS);
}

/** Both consumers over what lies in the topics now; what they found is the same. */
async function both(group: string): Promise<{ readonly totals: Totals; readonly gaps: readonly string[] }> {
  const found = await Promise.all(consumers.map(([name, consume]) => consume({ brokers: shop.brokers, db: shop.journal(name), group: `${name}-${group}` })));
  for (const other of found.slice(1)) expect(other).toEqual(found[0]);
  return found[0]!;
}

beforeAll(async () => {
  // A machine without python3 can only run the TypeScript consumer; there is then nothing to agree with.
  const also = await hasPython();
  if (also) await makePython();
  consumers = [['typescript', typescript], ...(also ? [['python', python] as const] : [])];
  shop = await Shop.open();
  await shop.put('PUT', '/v1/points/wallets/beans', WALLET);
  await shop.put('PUT', '/v1/points/programs/beans', PROGRAM);
}, 300_000);
afterAll(() => shop.close(), 60_000);

describe('the journals of another team', () => {
  let first: Totals;
  let lying: readonly Lying[];

  it('say what was sold, counted and posted', async () => {
    for (const fact of ['stock.changed', 'order.placed', 'order.paid', 'order.fulfilled'] as const) await tell(fact);
    await tell('order.paid', { id: 'paid-2', orderId: 'A-1002' });
    await shop.send(POINTS_COMMANDS_TOPIC, 'points.earn.v1', 'c-earn', 'm42', { wallet: 'beans', memberId: 'm42', points: 40, source: { kind: 'partner', id: 'airline' } });
    await shop.send(POINTS_COMMANDS_TOPIC, 'points.redeem.v1', 'c-redeem', 'm42', { wallet: 'gold', memberId: 'm42', points: 40, reference: { kind: 'partner', id: 'airline' } });
    await shop.has(POINTS_OUTCOMES_TOPIC, 2);
    lying = await published();
    ({ totals: first } = await both('a'));
    expect(first).toMatchObject({ applied: lying.length, duplicate: 0, gap: 0, events: lying.length, stopped: [] });
    expect(first.sold).toEqual([['main', 'TEA 12.5', 6], ['main', 'cup', 2]]);
    expect(first.counted).toEqual([['main', 'TEA 12.5', -2]]);
    // Two orders of 54.99 without shipping, and 40 outright.
    expect(first.points).toEqual([['beans', 'available', 148], ['beans', 'issued', -148]]);
  }, 120_000);

  it('go on where they were, and take what comes again once', async () => {
    await tell('order.refunded');
    await tell('order.cancelled', { id: 'cancelled-2', orderId: 'A-1002' });
    const more = await published();
    await shop.resend(lying.slice(0, 5));
    const { totals } = await both('a');
    expect(totals).toMatchObject({ applied: more.length - lying.length, duplicate: 5, gap: 0, events: more.length, stopped: [] });
    expect(totals.sold).toEqual([['main', 'TEA 12.5', 2], ['main', 'cup', 0]]);
    expect(totals.points.reduce((sum, [, , points]) => sum + points, 0)).toBe(0);
    lying = more;
    first = totals;
  }, 120_000);

  it('do not change when all comes again', async () => {
    const { totals } = await both('b');
    expect(totals).toEqual({ ...first, applied: 0, duplicate: lying.length + 5 });
  }, 120_000);

  it('stand still on a key whose next event is missing, and say so', async () => {
    const last = lying.filter(({ headers }) => headers['ce_type'] === 'stock.changed.v1').at(-1)!;
    const revision = Number(last.headers['ce_revision']) + 2;
    await shop.resend([{ ...last, headers: { ...last.headers, ce_revision: String(revision), ce_id: `${last.key}@${revision}` } }]);
    const { totals, gaps } = await both('b');
    expect(totals).toEqual({ ...first, applied: 0, duplicate: 0, gap: 1, stopped: [[last.key, revision - 2, revision]] });
    expect(gaps).toEqual([`gap: ${last.key} goes from revision ${revision - 2} to ${revision}; the key stands still until ${revision - 1} comes`]);
  }, 120_000);
});

describe('everything that the services wrote', () => {
  it.each([...EVENTS, POINTS_OUTCOMES_TOPIC])('on %s is as docs/contracts says', async (topic) => {
    const records = await shop.lying(topic);
    for (const record of records) assertPublishedRecord(record);
    expect(new Set(records.map(({ headers }) => headers['ce_type'])).size).toBeGreaterThan(1);
  }, 60_000);
});
