import type { Instant } from '@loyalty/kernel';
import type { EventToAppend, RecordedEvent } from '@loyalty/ledger';
import type { Projection } from '@loyalty/views';

/** Events of a programme with this many members; of ten events eight concern a fifth of them when `skewed`. */
export function programme(members: number, { skewed }: { skewed: boolean }, below: (bound: number) => number) {
  const revisions = new Map<string, number>();
  let commands = 0;
  return (count: number, at: Instant): EventToAppend[] => Array.from({ length: count }, () => {
    const member = skewed && below(10) < 8 ? below(Math.floor(members / 5)) : below(members);
    const stream = `pointsAccount-main.m${member}`;
    const revision = (revisions.get(stream) ?? 0) + 1;
    revisions.set(stream, revision);
    commands += 1;
    const data = { member: `m${member}`, points: 10 + below(500), order: `o${commands}`, store: `s${below(50)}`, day: at.slice(0, 10) };
    return { stream, revision, type: below(4) === 0 ? 'points.redeemed.v1' : 'points.earned.v1', data, effectiveAt: at, command: `cmd-${commands}`, actor: 'checkout' };
  });
}

interface Movement { readonly member: string; readonly points: number; readonly order: string; readonly store: string; readonly day: string }
interface Account { readonly points: number; readonly earned: number; readonly redeemed: number; readonly status: string; readonly updatedAt: string; readonly lots: readonly object[] }
interface Member { readonly orders: number; readonly firstAt: string; readonly lastAt: string; readonly lastStore: string; readonly favourite: string; readonly recent: readonly string[] }
interface Day { readonly events: number; readonly points: number }

const movement = ({ data }: RecordedEvent) => data as Movement;
const base = { version: 1, categories: ['pointsAccount'] };

const accounts: Projection<Account> = {
  ...base, name: 'bench_accounts', indexes: [{ fields: ['status', 'updatedAt'] }, { fields: ['points'] }],
  keysOf: (event) => [`main.${movement(event).member}`],
  project: (doc, event) => {
    const { points, order } = movement(event);
    const redeemed = event.type === 'points.redeemed.v1';
    const lots = [...(doc?.lots ?? []).slice(-4), { lotId: order, points, availableAt: event.effectiveAt }];
    return { points: (doc?.points ?? 0) + (redeemed ? -points : points), earned: (doc?.earned ?? 0) + (redeemed ? 0 : points), redeemed: (doc?.redeemed ?? 0) + (redeemed ? points : 0), status: 'open', updatedAt: event.recordedAt, lots };
  },
};

const members: Projection<Member> = {
  ...base, name: 'bench_members', indexes: [{ fields: ['lastAt'] }],
  keysOf: (event) => [movement(event).member],
  project: (doc, event) => {
    const { store, order } = movement(event);
    return { orders: (doc?.orders ?? 0) + 1, firstAt: doc?.firstAt ?? event.effectiveAt, lastAt: event.effectiveAt, lastStore: store, favourite: doc?.favourite ?? store, recent: [...(doc?.recent ?? []).slice(-4), order] };
  },
};

const days: Projection<Day> = {
  ...base, name: 'bench_days', indexes: [],
  keysOf: (event) => (event.type === 'points.redeemed.v1' ? [movement(event).day, `${movement(event).day}.${movement(event).store}`] : []),
  project: (doc, event) => ({ events: (doc?.events ?? 0) + 1, points: (doc?.points ?? 0) + movement(event).points }),
};

/** Documents of some 350 bytes; 2.5 of them touched by an event: its account, its member, and for one in four two sums. */
export const benchProjections: readonly Projection[] = [accounts, members, days];
