import { couponStream } from '../../domain/coupon/coupon';
import { campaign } from '../../domain/engine/engine.fixture';
import { redemptionStream } from '../../domain/redemption/redemption';
import { asked, by, KEYS, member, said } from '../redemptions/a-desk.fixture';
import { holdRedemption, redeemAtOnce } from '../redemptions/hold-redemption';
import { commitRedemption, returnUnits, reverseRedemption } from '../redemptions/settle-redemption';
import { aClub } from './a-club.fixture';

const TWO = campaign('thanks', { kind: 'issueCoupon', campaignId: 'personal', quantity: 2 }, { phase: 'payment' });

/** A club whose campaign gives two coupons with every order, with what its reaction makes of the newest event of a redemption. */
async function thankful(size = 10) {
  const club = await aClub({ size, campaigns: [TWO] });
  const { ledger } = club;
  const desk = { ledger, keys: KEYS };
  return {
    ...club,
    hold: (redemptionId: string, who: object = member('anna'), codes: readonly string[] = []) => holdRedemption(desk, by(), asked(redemptionId, { codes, ...who })),
    redeem: (redemptionId: string, who: object = member('anna'), codes: readonly string[] = []) => redeemAtOnce(desk, by(), asked(redemptionId, { codes, ...who })),
    react: async (redemptionId: string) => {
      const events = await ledger.store.readStream(redemptionStream(redemptionId).name, { after: 0, limit: 100 });
      return club.byCampaigns.handle(events.at(-1)!);
    },
    blocked: async (redemptionId: string) => Promise.all((await club.codesFor(redemptionId)).map(async (code) => (await ledger.peek(couponStream(code))).state.disabled)),
  };
}

describe('a coupon that a campaign gives', () => {
  it('is given when the redemption is committed, and not before', async () => {
    const { hold, react, codesFor, ledger, close } = await thankful();
    await hold('r1');
    expect([(await react('r1')).kind, await codesFor('r1')]).toEqual(['ignored', []]);
    await commitRedemption(ledger, by(), { redemptionId: 'r1' });
    expect([await react('r1'), await react('r1')]).toEqual([{ kind: 'applied' }, { kind: 'duplicate' }]);
    const codes = await codesFor('r1');
    expect(new Set(codes).size).toBe(2);
    for (const code of codes) expect((await ledger.peek(couponStream(code))).state.assigned).toMatchObject({ memberId: 'anna', campaignId: 'personal', source: { kind: 'campaign', id: 'thanks' } });
    await close();
  });

  it('is blocked when the redemption is reversed as a whole, unless it was used', async () => {
    const { redeem, react, codesFor, blocked, ledger, close } = await thankful();
    await redeem('r1');
    await react('r1');
    const [first] = await codesFor('r1');
    expect(said((await redeem('r2', member('anna'), [first!])).answer)).toBe('committed');
    await returnUnits(ledger, by(), { redemptionId: 'r1', lines: [{ lineId: 'pot', quantity: 1 }] });
    expect([(await react('r1')).kind, await blocked('r1')]).toEqual(['ignored', [undefined, undefined]]);
    await reverseRedemption(ledger, by(), { redemptionId: 'r1' });
    expect(await react('r1')).toEqual({ kind: 'applied' });
    expect(await blocked('r1')).toEqual([undefined, 'redemption_reversed']);
    await close();
  });

  it('is not given once the redemption is reversed, nor to a guest, nor where there is no code', async () => {
    const { redeem, react, codesFor, byCampaigns, ledger, close } = await thankful(3);
    await redeem('r1');
    const [redeemed] = await ledger.store.readStream(redemptionStream('r1').name, { after: 0, limit: 1 });
    await reverseRedemption(ledger, by(), { redemptionId: 'r1' });
    expect([(await byCampaigns.handle(redeemed!)).kind, await codesFor('r1')]).toEqual(['ignored', []]);
    await redeem('r2', {});
    expect((await react('r2')).kind).toBe('ignored');
    for (const redemptionId of ['r3', 'r4', 'r5']) await redeem(redemptionId);
    expect([(await react('r3')).kind, (await react('r4')).kind, (await react('r5')).kind]).toEqual(['applied', 'applied', 'ignored']);
    expect([(await codesFor('r3')).length, (await codesFor('r4')).length]).toEqual([2, 1]);
    await close();
  });
});
