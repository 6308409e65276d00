import type { Called } from '@loyalty/platform/testing';
import { ago, fact, order, Shop } from './shop.fixture';

const GIFT = { kind: 'manual', id: 'gift' };
const ACCOUNT = '/v1/points/accounts/beans/anna';

describe('a command under its key', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
    await shop.move('anna', 'earn', { points: 100, source: GIFT });
  });
  afterAll(() => shop.close());

  const COMMANDS: readonly (readonly [name: string, path: string, body: object, status: number])[] = [
    ['that was taken', `${ACCOUNT}/holds`, { points: 50, reference: GIFT }, 200],
    ['that the domain refused', `${ACCOUNT}/redeem`, { points: 1_000, reference: GIFT }, 422],
    ['that nothing was there for', '/v1/points/accounts/gold/anna/earn', { points: 5, source: GIFT }, 404],
    ['of two accounts', '/v1/points/wallets/beans/transfers', { from: 'anna', to: 'ben', points: 20 }, 200],
  ];
  const first = new Map<string, Called>();
  const send = (name: string, path: string, body: object) => shop.ask('POST', path, { key: `once: ${name}`.replaceAll(' ', '-'), body });
  const told = ({ status, body, headers }: Called) => ({ status, body: { ...body, requestId: undefined }, position: headers.get('ledger-position') });
  const isTheSameAgain = async (name: string, path: string, body: object) => {
    const [before, head] = [await shop.balance('anna'), await shop.service.log.head()];
    const again = await send(name, path, body);
    expect(told(again)).toEqual(told(first.get(name)!));
    if (again.status === 200) expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect([await shop.balance('anna'), await shop.service.log.head()]).toEqual([before, head]);
  };

  it.each(COMMANDS)('%s is answered', async (name, path, body, status) => {
    const answer = await send(name, path, body);
    first.set(name, answer);
    expect([answer.status, answer.headers.get('idempotency-replayed')]).toEqual([status, null]);
  });

  it.each(COMMANDS)('%s gets the same answer again, and nothing happens again', (name, path, body) => isTheSameAgain(name, path, body));

  it('may not become another one', async () => {
    for (const [name, path, body] of COMMANDS) expect((await send(name, path, { ...body, points: 7 })).body.code).toBe('command_id_reused');
  });

  it('may come twenty times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => shop.ask('POST', `${ACCOUNT}/earn`, { key: 'at-once', body: { points: 3, source: GIFT } })));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
  });

  it.each(COMMANDS)('%s gets the same answer after a restart, too', async (name, path, body) => {
    if (name === COMMANDS[0]![0]) await shop.restart();
    await isTheSameAgain(name, path, body);
  });
});

describe('a service that stops in the middle', () => {
  let shop: Shop;
  beforeAll(async () => (shop = await Shop.open()));
  afterAll(() => shop.close());

  const members = ['anna', 'ben', 'cleo'];
  /** Everything that a reader can see, without what says when it was asked. */
  async function everything(): Promise<object> {
    const paths = ['/v1/points/wallets', '/v1/points/programs', '/v1/points/accounts', '/v1/points/holds', '/v1/points/trial-balance', '/v1/commerce/orders', '/v1/commerce/carts', '/v1/commerce/parked', '/v1/commerce/products'];
    const ofMembers = members.flatMap((member) => ['balance', 'lots', 'holds', 'statement'].map((what) => `/v1/points/accounts/beans/${member}/${what}`));
    const answers = await Promise.all([...paths, ...ofMembers, '/v1/points/orders/main/C-1'].map(async (path) => [path, (await shop.ask('GET', path)).body] as const));
    return Object.fromEntries(answers.map(([path, { asOf: _asOf, ...body }]) => [path, body]));
  }

  it('knows and shows the same when it is there again', async () => {
    await shop.tell(
      ...members.map((member, i) => fact(`c${i}-paid`, 'order.paid', { order: order(`C-${i}`, member) })),
      fact('c1-refund', 'order.refunded', { shop: 'main', orderId: 'C-1', refundId: 'R1', currency: 'ILS', lines: [{ lineId: '1', quantity: 2 }] }, ago(1)),
      fact('c9-fulfilled', 'order.fulfilled', { shop: 'main', orderId: 'C-9' }),
      fact('cart', 'cart.updated', { shop: 'main', cartId: 'K1', currency: 'ILS', lines: [] }),
      fact('tea', 'product.changed', { shop: 'main', sku: 'tea', categories: ['Tea'] }),
    );
    await shop.settled();
    await shop.move('anna', 'holds', { points: 30, reference: GIFT });
    await shop.settled();
    const before = await everything();
    await shop.restart();
    await shop.settled();
    expect(await everything()).toEqual(before);
  });

  it('reacts, when it is there again, to what it was told before and had not reacted to', async () => {
    const facts = Array.from({ length: 50 }, (_, i) => fact(`d${i}`, 'order.paid', { order: order(`D-${i}`, 'dora') }));
    await shop.tell(...facts);
    await shop.restart();
    await shop.settled();
    expect(await shop.balance('dora')).toEqual([0, 50 * 112, 0, 0]);
    const again = await shop.tell(...facts);
    expect(again.every(({ repeated }) => repeated)).toBe(true);
    await shop.settled();
    expect(await shop.balance('dora')).toEqual([0, 50 * 112, 0, 0]);
  });

  it('answers what is in flight or refuses it cleanly, and what was answered stays', async () => {
    const { service } = shop;
    const apiKey = service.key('service');
    const acknowledged = new Set<string>();
    const ends: string[] = [];
    const request = (key: string) => fetch(`${service.url}/v1/points/accounts/beans/eva/earn`, {
      method: 'POST', headers: { 'x-api-key': apiKey, 'idempotency-key': key, 'content-type': 'application/json' }, body: JSON.stringify({ points: 1, source: GIFT }),
    });
    /** Asks one after the other until it is turned away. */
    const caller = async (_: unknown, name: number): Promise<void> => {
      for (let i = 0; ; i += 1) {
        const response = await request(`e${name}-${i}`).catch((error: Error) => (error.cause as NodeJS.ErrnoException | undefined)?.code ?? error.message);
        if (typeof response !== 'string' && response.status === 200) acknowledged.add(((await response.json()) as { lotId: string }).lotId);
        else return void ends.push(typeof response === 'string' ? response : `${response.status} ${((await response.json()) as { code?: string }).code}`);
      }
    };
    const callers = Array.from({ length: 40 }, caller);
    while (acknowledged.size < 200) await new Promise((resolve) => setImmediate(resolve));
    expect(await service.service.stop()).toBe(true);
    await Promise.all(callers);
    for (const end of ends) expect(['503 shutting_down', 'ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET']).toContain(end);
    await shop.restart();
    const { lots } = await shop.see('eva', 'lots');
    expect(lots.map(({ lotId }: { lotId: string }) => lotId)).toEqual(expect.arrayContaining([...acknowledged]));
    // Who was cut off may have had an effect, once each.
    expect(lots.length - acknowledged.size).toBeLessThanOrEqual(ends.filter((end) => end !== '503 shutting_down').length);
  });
});
