import type { Called } from '@loyalty/platform/testing';
import { PROGRAM, Shop, WALLET } from './shop.fixture';

const GIFT = { kind: 'manual', id: 'gift' };
const MOVEMENTS = 57;

describe('a reader', () => {
  let shop: Shop;
  let last: string;
  beforeAll(async () => {
    shop = await Shop.open();
    for (let i = 1; i <= MOVEMENTS; i += 1) await shop.move('anna', 'earn', { points: i, source: GIFT });
    // Many accounts of one balance: the order among them is the id's.
    const given = await Promise.all(Array.from({ length: 40 }, (_, i) => shop.ask('POST', `/v1/points/accounts/beans/m${i % 20}/earn`, { body: { points: 5, source: GIFT } })));
    last = String(Math.max(...given.map(({ headers }) => Number(headers.get('ledger-position')))));
  });
  afterAll(() => shop.close());

  /** All items of a list, page by page. */
  async function walk(path: string, limit: number): Promise<Called['body'][]> {
    const items: Called['body'][] = [];
    for (let cursor = ''; ;) {
      const { body } = await shop.ask('GET', `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor}`, { headers: { 'at-least-position': last } });
      expect(body.items.length).toBeLessThanOrEqual(limit);
      items.push(...body.items);
      if (body.next === undefined) return items;
      cursor = `&cursor=${body.next}`;
    }
  }

  it.each([1, 7, 19, 57, 58, 1_000])('walks a statement in pages of %i without loss or repeats, both ways', async (limit) => {
    const revisions = (await walk('/v1/points/accounts/beans/anna/statement?first=oldest', limit)).map(({ revision }) => revision);
    expect(revisions).toEqual(Array.from({ length: MOVEMENTS }, (_, i) => i + 1));
    expect((await walk('/v1/points/accounts/beans/anna/statement', limit)).map(({ revision }) => revision)).toEqual(revisions.toReversed());
  });

  it.each([1, 3, 21])('walks accounts of equal balance in pages of %i', async (limit) => {
    const members = (await walk('/v1/points/accounts?wallet=beans', limit)).map(({ memberId }) => memberId);
    expect(members[0]).toBe('anna');
    expect([...members].sort()).toEqual(['anna', ...Array.from({ length: 20 }, (_, i) => `m${i}`)].sort());
  });

  it('is not moved by what is written between two pages of the oldest first', async () => {
    const { body: first } = await shop.ask('GET', '/v1/points/accounts/beans/m1/statement?first=oldest&limit=1');
    await shop.move('m1', 'earn', { points: 1, source: GIFT });
    await shop.settled();
    const { body: second } = await shop.ask('GET', `/v1/points/accounts/beans/m1/statement?first=oldest&limit=1&cursor=${first.next}`);
    expect([first.items[0].revision, second.items[0].revision]).toEqual([1, 2]);
  });

  it('cannot turn a cursor round, or use it for another list', async () => {
    const { body } = await shop.ask('GET', '/v1/points/accounts/beans/anna/statement?limit=1');
    for (const path of ['/v1/points/accounts/beans/anna/statement?first=oldest', '/v1/points/accounts', '/v1/points/trial-balance']) {
      const answer = await shop.ask('GET', `${path}${path.includes('?') ? '&' : '?'}cursor=${body.next}`);
      expect([answer.status, answer.body.code]).toEqual([400, 'cursor_invalid']);
    }
  });

  it('sees what it wrote when it asks for at least that position', async () => {
    for (let i = 1; i <= 10; i += 1) {
      const { headers, body } = await shop.ask('POST', '/v1/points/accounts/beans/noa/earn', { body: { points: 1, source: GIFT } });
      const seen = await shop.ask('GET', '/v1/points/accounts/beans/noa/statement?limit=1', { headers: { 'at-least-position': headers.get('ledger-position')! } });
      expect(seen.body.items[0]).toMatchObject({ revision: body.revision, balance: i });
      expect(Number(seen.headers.get('ledger-position'))).toBeGreaterThanOrEqual(Number(headers.get('ledger-position')));
    }
  });

  it('that waits for a position that never comes is told to try again', async () => {
    const { status, headers, body } = await shop.ask('GET', '/v1/points/holds', { headers: { 'at-least-position': '999999' } });
    expect([status, body.code, body.retryable, headers.get('retry-after')]).toEqual([503, 'view_behind', true, '1']);
  }, 10_000);

  it('has a definition sent again only when it changed, and its end is a change', async () => {
    const path = '/v1/points/programs/spring';
    await shop.ask('PUT', path, { body: PROGRAM });
    const first = await shop.ask('GET', path);
    const tag = first.headers.get('etag')!;
    const same = await shop.ask('GET', path, { headers: { 'if-none-match': tag } });
    expect([same.status, same.body, same.headers.get('etag')]).toEqual([304, '', tag]);
    await shop.ask('POST', `${path}/end`);
    const ended = await shop.ask('GET', path, { headers: { 'if-none-match': tag } });
    expect([ended.status, ended.body.ended]).toEqual([200, true]);
    const wallet = await shop.ask('GET', '/v1/points/wallets/beans');
    expect((await shop.ask('GET', '/v1/points/wallets/beans', { headers: { 'if-none-match': wallet.headers.get('etag')! } })).status).toBe(304);
    await shop.ask('PUT', '/v1/points/wallets/beans', { body: { ...WALLET, warningDays: [60] } });
    expect((await shop.ask('GET', '/v1/points/wallets/beans', { headers: { 'if-none-match': wallet.headers.get('etag')! } })).body).toMatchObject({ version: 2, warningDays: [60] });
  });

  it('can send back what it read, changed or not', async () => {
    const rules = [{ ...PROGRAM.rules[0]!, ruleId: 'visit', on: 'activity', activity: 'visit', effect: { kind: 'fixed', points: 5 } }];
    await shop.ask('PUT', '/v1/points/programs/visits', { body: { ...PROGRAM, rules, pending: { kind: 'event', event: 'activity', activity: 'delivery.confirmed', atLatestDays: 30 } } });
    const { programId: _programId, version: _version, ended: _ended, ...read } = (await shop.ask('GET', '/v1/points/programs/visits')).body;
    expect((await shop.ask('PUT', '/v1/points/programs/visits', { body: read })).body).toEqual({ programId: 'visits', version: 2 });
  });
});

describe('a balance of the past', () => {
  let shop: Shop;
  beforeAll(async () => (shop = await Shop.open()));
  afterAll(() => shop.close());
  const at = (days: number) => encodeURIComponent(new Date(Date.now() + days * 86_400_000).toISOString());
  const earn = async (points: number, occurredAt?: string) => shop.move('anna', 'earn', { points, source: GIFT, ...(occurredAt === undefined ? {} : { occurredAt }) });
  const available = async (query: string) => (await shop.see('anna', `balance?${query}`)).available;

  it('as of a day has what had happened by then, known late or not; as known then, only what was known', async () => {
    await earn(100, new Date(Date.now() - 10 * 86_400_000).toISOString());
    const before = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    // Told today, and it happened five days ago.
    await earn(40, new Date(Date.now() - 5 * 86_400_000).toISOString());
    expect(await available(`asOf=${at(-11)}`)).toBe(0);
    expect(await available(`asOf=${at(-7)}`)).toBe(100);
    expect(await available(`asOf=${at(-1)}`)).toBe(140);
    expect(await available(`asOf=${at(-1)}&knownAt=${encodeURIComponent(before)}`)).toBe(100);
    expect(await available(`knownAt=${encodeURIComponent(before)}`)).toBe(100);
    expect(await available(`knownAt=${at(-1)}`)).toBe(0);
    expect(await available('')).toBe(140);
  });

  it('of the future is without what will have lapsed', async () => {
    expect(await available(`asOf=${at(30)}`)).toBe(140);
    // Twelve months, and then up to the end of the month.
    expect(await available(`asOf=${at(400)}`)).toBe(0);
  });
});
