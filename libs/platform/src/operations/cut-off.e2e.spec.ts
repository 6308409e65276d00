import { setTimeout as sleep } from 'node:timers/promises';
import { storeUnavailable } from '@loyalty/ledger';
import { notParked } from '@loyalty/messaging';
import { openRefusingService, type RefusingService } from '../testing/refusing-service';
import { Contributions } from '../wiring/contributions';

let service: RefusingService;
beforeEach(async () => {
  service = await openRefusingService();
  await service.happen('ana', 'ana');
});
afterEach(async () => {
  jest.restoreAllMocks();
  await service.close();
});

const route = (rest: string) => `/v1/operations/consumers/${service.consumer}/${rest}`;
const retry = (idempotencyKey: string) => service.call('POST', route('parked/retry'), { key: idempotencyKey, body: { key: 'ana' } });
const discard = (idempotencyKey: string) => service.call('POST', route('parked/discard'), { key: idempotencyKey, body: { key: 'ana', reason: 'a test order' } });
const discarded = async () => (await service.call('GET', route('discarded'))).body.items.map(({ position }: { position: number }) => position);
const decisions = async () => (await service.log.readStream('operations-sample~2enotes', { after: 0, limit: 100 })).map(({ type }) => type);
const parking = () => service.service.app.get(Contributions).consumer(service.consumer)!.parking;
/** What a crash between the fact and the deed leaves behind: the one and not the other. */
const cutOff = (deed: 'retry' | 'discard') => jest.spyOn(parking(), deed).mockRejectedValueOnce(storeUnavailable('the power went'));

describe('a command that was cut off between its fact and its deed', () => {
  it('is finished by its repeat: a discard', async () => {
    cutOff('discard');
    expect((await discard('d-1')).body).toMatchObject({ status: 503, code: 'store_unavailable', retryable: true });
    expect([await decisions(), await discarded()]).toEqual([['parked.discarded.v1'], []]);
    expect((await discard('d-1')).body).toMatchObject({ first: { position: 1 }, left: 1 });
    expect([await decisions(), await discarded()]).toEqual([['parked.discarded.v1'], [1]]);
  });

  it('is finished by its repeat: a retry', async () => {
    service.heal('ana');
    cutOff('retry');
    expect((await retry('r-1')).status).toBe(503);
    expect(service.taken).toEqual([]);
    expect((await retry('r-1')).body).toMatchObject({ first: { position: 1 }, taken: 2, left: 0 });
    expect(await decisions()).toEqual(['parked.retried.v1']);
  });

  it('does nothing to the next message where somebody else finished it', async () => {
    cutOff('discard');
    await discard('d-1');
    await discard('d-2');
    const repeat = await discard('d-1');
    expect([repeat.status, repeat.body]).toEqual([200, expect.objectContaining({ first: { position: 1, stream: 'sampleNote-n1', revision: 1 }, taken: 0, left: 1 })]);
    expect([await decisions(), await discarded()]).toEqual([['parked.discarded.v1', 'parked.discarded.v1'], [1]]);
  });

  it('ends well where another process took the key in between', async () => {
    jest.spyOn(parking(), 'retry').mockRejectedValueOnce(notParked(service.consumer, 'ana'));
    expect((await retry('r-1')).body).toMatchObject({ first: { position: 1 }, taken: 0, left: 0 });
  });
});

it('two people at once decide on one message each, not both on the first', async () => {
  const desk = parking();
  const gate = Promise.withResolvers<void>();
  const discardOf = desk.discard.bind(desk);
  jest.spyOn(desk, 'discard').mockImplementationOnce(async (...given) => {
    await gate.promise;
    return discardOf(...given);
  });
  const one = discard('d-1');
  while ((await decisions()).length === 0) await sleep(5);
  const other = discard('d-2');
  await sleep(100); // time enough for the other one to look at the key, if it were let in
  gate.resolve();
  expect([(await one).body.first.position, (await other).body.first.position, await discarded()]).toEqual([1, 2, [1, 2]]);
});
