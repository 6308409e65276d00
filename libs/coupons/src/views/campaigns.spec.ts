import type { RecordedEvent } from '@loyalty/ledger';
import { amount, campaign } from '../domain/engine/engine.fixture';
import { aDesk, asked, by, byCode, member } from '../application/redemptions/a-desk.fixture';
import { lapse } from '../application/redemptions/lapse';
import { pauseCampaign } from '../application/campaigns';
import { campaignsView, type CampaignDocument } from './campaigns';

async function documents(events: readonly RecordedEvent[]): Promise<Record<string, CampaignDocument>> {
  const found: Record<string, CampaignDocument> = {};
  for (const event of events) {
    if (!campaignsView.categories.includes(event.stream.slice(0, event.stream.indexOf('-')))) continue;
    for (const id of campaignsView.keysOf(event)) {
      const doc = campaignsView.project(found[id], event, id);
      if (doc !== undefined) found[id] = doc;
    }
  }
  return found;
}

describe('the campaigns of the view', () => {
  it('count what is held, used and given back, by variant too', async () => {
    const trial = campaign('trial', [], { variants: [{ variant: 'one', weight: 1, effects: [amount(1)] }, { variant: 'two', weight: 1, effects: [amount(2)] }], holdOutPpm: 300_000 });
    const { hold, commit, release, reverse, clock, store, ledger } = await aDesk([byCode(), trial]);
    for (let i = 0; i < 12; i += 1) await hold(asked(`r${i}`, member(`m${i}`)));
    for (const i of [0, 1, 2, 3]) await commit(`r${i}`);
    await reverse('r0');
    await release('r4');
    clock.advanceMs(3_600_000);
    await lapse(ledger, 'r5', clock);
    await lapse(ledger, 'r6', clock);
    await commit('r6');
    await commit('r7');
    await pauseCampaign(ledger, by(), 'welcome');
    const { welcome, trial: tried } = await documents((await store.readAll({ after: 0, limit: 1_000 })).events);
    expect(welcome).toMatchObject({ status: 'paused', version: 1, held: { uses: 4, moneyMinor: { EUR: 400 } }, used: { uses: 6, moneyMinor: { EUR: 600 } }, reversed: { uses: 1, moneyMinor: { EUR: 100 } } });
    const { one, two } = tried!.variants;
    expect(one!.held.uses + two!.held.uses).toBe(tried!.held.uses);
    expect([one!.used.moneyMinor['EUR'] ?? 0, two!.used.moneyMinor['EUR'] ?? 0]).toEqual([one!.used.uses, 2 * two!.used.uses]);
    expect(tried!.heldOut).toBeGreaterThan(0);
    expect(tried!.held.uses + tried!.used.uses + tried!.heldOut).toBeLessThanOrEqual(12);
  });
});
