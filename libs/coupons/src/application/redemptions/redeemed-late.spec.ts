import { instant, plusMs } from '@loyalty/kernel';
import { NOON } from '../../domain/engine/engine.fixture';
import { redemptionStream } from '../../domain/redemption/redemption';
import { aDesk, asked, byCode, member, refusal, said } from './a-desk.fixture';

const DAY_MS = 86_400_000;
const before = (days: number) => plusMs(NOON, -days * DAY_MS);
const daily = byCode({ zone: 'UTC', limits: [{ count: 'uses', per: 'campaign', every: 'day', most: 1 }] });

describe('a sale that is told late', () => {
  it('gets what the campaign gives at its own instant, and takes effect then', async () => {
    const { redeem, ledger, store } = await aDesk([byCode({ schedule: { from: before(9), until: before(7) }, conditions: [{ kind: 'hours', zone: 'UTC', fromMinute: 720, toMinute: 721 }] })]);
    expect(said(await redeem({ ...asked('r1'), occurredAt: before(8) }))).toBe('committed');
    expect((await ledger.peek(redemptionStream('r1'))).state.content).toMatchObject({ request: { at: before(8) }, uses: [{ day: '2026-03-02' }] });
    expect((await store.readStream('redemption-r1', { after: 0, limit: 1 }))[0]).toMatchObject({ type: 'redemption.redeemed.v1', effectiveAt: before(8), recordedAt: NOON });
  });

  it('is refused when the campaign was not running then, though it is now', async () => {
    const { redeem } = await aDesk([byCode({ schedule: { from: before(1) } })]);
    expect(await redeem({ ...asked('r1'), occurredAt: before(2) })).toMatchObject({ rejected: { code: 'code_not_applied', refused: [{ code: 'WELCOME', reason: 'not_started' }] } });
    expect(said(await redeem(asked('r1')))).toBe('committed');
  });

  it('counts in its own day, week and month while they are the newest known', async () => {
    const limits = (['day', 'week', 'month'] as const).map((every) => ({ count: 'uses', per: 'member', every, most: 1 }) as const);
    const { redeem } = await aDesk([byCode({ zone: 'UTC', limits })]);
    const days = [40, 9, 9, 0];
    const answers = [];
    for (const [i, day] of days.entries()) answers.push(said(await redeem({ ...asked(`r${i}`, member('anna')), occurredAt: before(day) })));
    // 29 January, twice 1 March of which one is too many, and 10 March in the same month.
    expect(answers).toEqual(['committed', 'committed', 'code_not_applied', 'code_not_applied']);
  });

  it('counts in the newest day where its own is past: a limit is never passed in either', async () => {
    const { redeem, clock } = await aDesk([daily]);
    expect(said(await redeem(asked('today')))).toBe('committed');
    expect(said(await redeem({ ...asked('late'), occurredAt: before(1) }))).toBe('code_not_applied');
    clock.advanceMs(DAY_MS);
    expect(said(await redeem({ ...asked('late'), occurredAt: before(1) }))).toBe('code_not_applied');
    expect(said(await redeem(asked('tomorrow')))).toBe('committed');
  });

  it('meets what is held now, and not what was held then', async () => {
    const { hold, redeem, clock } = await aDesk([byCode({ limits: [{ count: 'uses', per: 'campaign', every: 'ever', most: 1 }] })]);
    await hold({ ...asked('open'), seconds: 60 });
    clock.advanceMs(30_000);
    expect(said(await redeem({ ...asked('late'), occurredAt: before(1) }))).toBe('code_not_applied');
    clock.advanceMs(30_000);
    expect(said(await redeem({ ...asked('late'), occurredAt: plusMs(NOON, 30_000) }))).toBe('committed');
  });

  it('is not one that is still to come', async () => {
    const { redeem, ledger, clock } = await aDesk();
    const head = await ledger.store.head();
    expect(await refusal(redeem({ ...asked('r1'), occurredAt: plusMs(clock.now(), 1) }))).toBe('occurred_in_future');
    expect(await refusal(redeem({ ...asked('r1'), occurredAt: instant('9999-12-31T23:59:59Z') }))).toBe('occurred_in_future');
    expect(await ledger.store.head()).toBe(head);
    expect(said(await redeem({ ...asked('r1'), occurredAt: clock.now() }))).toBe('committed');
  });
});
