import type { CampaignLimit, RedemptionEvent } from '@loyalty/contracts';
import { localDate, type Instant } from '@loyalty/kernel';
import fc from 'fast-check';
import { amount, campaign, line } from '../../domain/engine/engine.fixture';
import { redemption, redemptionStream } from '../../domain/redemption/redemption';
import type { RedemptionState } from '../../domain/redemption/redemption-state';
import { aDesk, asked, byCode, member } from './a-desk.fixture';

const numRuns = Number(process.env['FC_RUNS'] ?? 25);
const ZONE = 'Asia/Jerusalem';
const LIMITS: Readonly<Record<string, readonly CampaignLimit[]>> = {
  welcome: [{ count: 'uses', per: 'campaign', every: 'ever', most: 5 }, { count: 'uses', per: 'member', every: 'day', most: 1 }, { count: 'uses', per: 'code', every: 'ever', most: 4 }],
  always: [{ count: 'money', per: 'campaign', every: 'day', most: 250, currency: 'EUR', short: 'rest' }, { count: 'uses', per: 'device', every: 'ever', most: 3 }],
};

const MEMBERS = ['anna', 'ben', 'carl'];
const DEVICES = ['till-1', 'till-2'];

const step = fc.record({
  kind: fc.constantFrom('hold', 'hold', 'redeem', 'commit', 'commit', 'release', 'reverse', 'back', 'wait'),
  id: fc.integer({ min: 1, max: 8 }), member: fc.constantFrom(...MEMBERS), device: fc.constantFrom(...DEVICES), code: fc.boolean(),
  quantity: fc.integer({ min: 1, max: 3 }), seconds: fc.constantFrom(10, 600, 50_000), together: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

type Desk = Awaited<ReturnType<typeof aDesk>>;

const open = () => aDesk([
  byCode({ limits: LIMITS['welcome']!, zone: ZONE }),
  campaign('always', amount(40, { per: 'unit' }), { limits: LIMITS['always']!, zone: ZONE }),
]);

function act(desk: Desk, { kind, id, member: who, device, code, quantity, seconds }: Step): Promise<unknown> {
  const redemptionId = `r${id}`;
  const what = () => asked(redemptionId, { ...member(who), device, codes: code ? ['WELCOME'] : [], basket: { currency: 'EUR', lines: [line('tea', quantity, 500)] } });
  switch (kind) {
    case 'hold': return desk.hold({ ...what(), seconds });
    case 'redeem': return desk.redeem(what());
    case 'commit': return desk.commit(redemptionId);
    case 'release': return desk.release(redemptionId);
    case 'reverse': return desk.reverse(redemptionId);
    case 'back': return desk.back(redemptionId, { tea: 1 });
    case 'wait':
    default: return Promise.resolve(desk.clock.advanceMs(seconds * 1_000));
  }
}

/** What counts of each campaign now, one by one: held and not lapsed, or used and not given back. */
function standing(states: readonly RedemptionState[], at: Instant) {
  return states.flatMap(({ status, content, until, returned }) => {
    const counts = (status === 'held' && until! > at) || status === 'committed' || status === 'reversed';
    return !counts ? [] : content!.uses.map(({ campaignId, amountMinor, day, code }) => ({
      campaignId, day, uses: returned?.usesBack ? 0 : 1, amountMinor: amountMinor - (returned?.givenBack[campaignId] ?? 0),
      campaign: campaignId, member: content!.request.member!.memberId, device: content!.request.device!, code,
    }));
  });
}

/** Every limit that is passed, in words; none may be. */
function passed(states: readonly RedemptionState[], at: Instant): string[] {
  const all = standing(states, at);
  return Object.entries(LIMITS).flatMap(([campaignId, limits]) => limits.flatMap(({ count, per, every, most }) => {
    const of = all.filter((one) => one.campaignId === campaignId && (every === 'ever' || one.day === localDate(at, ZONE)));
    return [...Map.groupBy(of, (one) => one[per])].flatMap(([subject, group]) => {
      const used = group.reduce((sum, { uses, amountMinor }) => sum + (count === 'uses' ? uses : amountMinor), 0);
      return used > most ? [`${campaignId} ${count} per ${per} ${subject}: ${used} of ${most}`] : [];
    });
  }));
}

async function statesOf({ ledger }: Desk): Promise<RedemptionState[]> {
  return Promise.all(Array.from({ length: 8 }, async (_, i) => (await ledger.peek(redemptionStream(`r${i + 1}`))).state));
}

describe('redemptions, whatever happens to them (invariant 11)', () => {
  it('never use more than any limit allows, and what came back can be used again', async () => {
    const seen = new Set<string>();
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
      const desk = await open();
      let together: Promise<unknown>[] = [];
      for (const one of steps) {
        const done = act(desk, one).then((answer) => seen.add(`${one.kind} ${(answer as { status?: string } | undefined)?.status ?? 'refused'}`), (error: { code?: string }) => {
          if (error.code === undefined) throw error;
        });
        together.push(done);
        if (one.together && one.kind !== 'wait') continue;
        await Promise.all(together);
        together = [];
        expect(passed(await statesOf(desk), desk.clock.now())).toEqual([]);
      }
      await Promise.all(together);
      expect(passed(await statesOf(desk), desk.clock.now())).toEqual([]);
    }), { numRuns });
    for (const word of ['hold held', 'hold refused', 'redeem committed', 'commit committed', 'release released', 'reverse reversed', 'back committed', 'back reversed']) expect(seen).toContain(word);
  });

  it('are the same folded from the log (invariant 7)', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const desk = await open();
      for (const one of steps) await act(desk, one).catch((error: { code?: string }) => { if (error.code === undefined) throw error; });
      for (const [i, state] of (await statesOf(desk)).entries()) {
        const events = await desk.store.readStream(redemptionStream(`r${i + 1}`).name, { after: 0, limit: 1_000 });
        expect(events.reduce((folded, event) => redemption.evolve(folded, JSON.parse(JSON.stringify(event)) as RedemptionEvent), redemption.initial)).toEqual(state);
      }
    }), { numRuns });
  });
});
