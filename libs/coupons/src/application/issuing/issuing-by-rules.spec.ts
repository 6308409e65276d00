import { Ledger, MemoryEventStore } from '@loyalty/ledger';
import { couponStream } from '../../domain/coupon/coupon';
import { asked, basket, by, KEYS, member } from '../redemptions/a-desk.fixture';
import { holdRedemption } from '../redemptions/hold-redemption';
import { aClub, DAY_MS, NOON, order, refund } from './a-club.fixture';
import { issueByRule } from './issue-by-rule';
import { endIssuingRule, liveIssuingRules } from './rules';

type Club = Awaited<ReturnType<typeof aClub>>;

describe('an issuing rule', () => {
  let club: Club;
  beforeEach(async () => { club = await aClub(); });
  afterEach(() => club.close());

  it('gives the member of a paid order a code with terms of its own, in one commit', async () => {
    await club.define({ days: 7, minimumAmount: { amountMinor: 2_000, currency: 'EUR' }, value: { amountMinor: 900, currency: 'EUR' } });
    const { event, outcome } = await club.paid({ orderId: 'o1' });
    expect(outcome).toEqual({ kind: 'applied' });
    const { events } = await club.store.readAll({ after: event.position, limit: 10 });
    expect(events.map(({ type }) => type)).toEqual(['coupon.batch.issued.v1', 'coupon.assigned.v1', 'coupon.issued.v1']);
    const { code } = events[2]!.data as { code: string };
    expect(events[2]).toMatchObject({ stream: 'couponIssue-rule.rule.anna', cause: 'order-main.o1@1', data: { source: { kind: 'rule', id: 'rule' }, memberId: 'anna', campaignId: 'personal' } });
    expect((await club.ledger.peek(couponStream(code))).state.assigned).toMatchObject({ memberId: 'anna', validUntil: '2026-03-17T12:00:00.000Z' });
    const held = (memberId: string) => holdRedemption({ ledger: club.ledger, keys: KEYS }, by(), asked(`r-${memberId}`, { basket: basket(), codes: [code], ...member(memberId) }));
    expect((await held('ben')).answer).toMatchObject({ rejected: { code: 'code_not_valid' } });
    expect((await held('anna')).answer).toMatchObject({ status: 'held', discountMinor: 900 });
  });

  it('gives for one order once, however often it is told', async () => {
    await club.define({ againAfterDays: 1 });
    const { event } = await club.paid({ orderId: 'o1' });
    club.clock.advanceMs(2 * DAY_MS);
    expect(await club.byRules.handle(event)).toEqual({ kind: 'duplicate' });
    expect(await club.times()).toBe(1);
  });

  it('gives a member one in all, or one in so many days', async () => {
    await club.define({});
    await club.define({ againAfterDays: 10 }, 'often');
    for (const orderId of ['o1', 'o2', 'o3']) {
      await club.paid({ orderId });
      club.clock.advanceMs(5 * DAY_MS);
    }
    expect([await club.times(), await club.times('anna', 'often')]).toEqual([1, 2]);
  });

  it('waits until the view of shoppers has seen the order', async () => {
    await club.define({ when: { kind: 'nthOrder', nth: 1 } });
    await club.close();
    const event = await club.tell('o1', 'order.paid.v1', { order: order({ orderId: 'o1', placedAt: NOON }) });
    await expect(club.byRules.handle(event)).rejects.toMatchObject({ code: 'shopper_behind', retryable: true });
  });

  it('that asks for history gives nothing where the orders stand in another log; one that does not gives all the same', async () => {
    await club.define({ when: { kind: 'nthOrder', nth: 1 } }, 'first');
    await club.define({}, 'any');
    const elsewhere = await aClub();
    const event = await elsewhere.tell('o1', 'order.paid.v1', { order: order({ orderId: 'o1', placedAt: NOON }) });
    await elsewhere.close();
    expect(await club.byRules.handle(event)).toEqual({ kind: 'applied' });
    expect([await club.times('anna', 'first'), await club.times('anna', 'any')]).toEqual([0, 1]);
  });

  it('counts orders and spend as they stood at the order', async () => {
    await club.define({ when: { kind: 'nthOrder', nth: 2 } }, 'second');
    await club.define({ when: { kind: 'spendReached', amounts: { EUR: 12_000 } } }, 'spent');
    const outcomes: string[] = [];
    for (const orderId of ['o1', 'o2']) outcomes.push((await club.paid({ orderId })).outcome.kind);
    await club.tell('o1', 'order.refunded.v1', refund('o1', 3_000));
    for (const orderId of ['o3', 'o4']) outcomes.push((await club.paid({ orderId })).outcome.kind);
    expect(outcomes).toEqual(['ignored', 'applied', 'applied', 'ignored']);
    expect([await club.times('anna', 'second'), await club.times('anna', 'spent')]).toEqual([1, 1]);
  });

  it('is nothing to a guest, once it has ended, and where no code is left', async () => {
    await club.define({});
    expect((await club.paid({ orderId: 'o1', memberId: undefined })).outcome).toMatchObject({ kind: 'ignored' });
    await endIssuingRule(club.ledger, by(), 'rule');
    expect([(await club.paid({ orderId: 'o2' })).outcome, await liveIssuingRules(club.ledger)]).toEqual([{ kind: 'ignored', rule: 'nothing_to_issue' }, []]);
    await expect(club.define({})).rejects.toMatchObject({ code: 'issuing_rule_ended' });
    await expect(club.define({ batchId: 'none' }, 'other')).rejects.toMatchObject({ code: 'batch_unknown' });
  });
});

describe('issuing', () => {
  it('stops quietly when the batch is given away', async () => {
    const club = await aClub({ size: 2 });
    await club.define({});
    const kinds: string[] = [];
    for (const memberId of ['anna', 'ben', 'eve']) kinds.push((await club.paid({ orderId: memberId, memberId })).outcome.kind);
    expect(kinds).toEqual(['applied', 'applied', 'ignored']);
    await club.close();
  });

  it('gives a member one under any race, by three writers of one log', async () => {
    const store = new MemoryEventStore();
    const club = await aClub({ store });
    await club.define({});
    const [rule] = await liveIssuingRules(club.ledger);
    const others = await Promise.all([1, 2].map(async () => ({ ...club.desk, ledger: await Ledger.open(store, { clock: club.clock }) })));
    const desks = [club.desk, ...others];
    const results = await Promise.all(Array.from({ length: 60 }, (_, i) => issueByRule(desks[i % 3]!, by(), rule!, `m${i % 10}`)));
    expect(results.filter(({ answer }) => answer.given !== undefined).length).toBe(10);
    expect(new Set(results.flatMap(({ answer }) => answer.given?.code ?? [])).size).toBe(10);
    await club.close();
  });
});

describe('members who have not ordered for so long', () => {
  it('are given one for each silence', async () => {
    const club = await aClub();
    await club.define({ when: { kind: 'noOrderSince', days: 60 }, againAfterDays: 1, audience: { ordersFrom: 2 } });
    for (const orderId of ['o1', 'o2']) await club.paid({ orderId });
    await club.paid({ orderId: 'o3', memberId: 'ben' });
    club.clock.advanceMs(60 * DAY_MS - 1);
    expect(await club.idle()).toEqual({ looked: 0, issued: 0 });
    club.clock.advanceMs(1);
    expect(await club.idle()).toEqual({ looked: 2, issued: 1 });
    club.clock.advanceMs(1);
    expect(await club.idle()).toEqual({ looked: 0, issued: 0 });
    club.clock.advanceMs(30 * DAY_MS);
    expect(await club.idle()).toEqual({ looked: 2, issued: 0 });
    await club.paid({ orderId: 'o4' });
    club.clock.advanceMs(61 * DAY_MS);
    expect(await club.idle()).toMatchObject({ issued: 1 });
    expect([await club.times(), await club.times('ben')]).toEqual([2, 0]);
    await club.close();
  });
});
