import type { Instant } from '@loyalty/kernel';
import { idPartsOf, type EventStore, type RecordedEvent } from '@loyalty/ledger';
import type { Projection } from '@loyalty/views';

/** A small points domain for the contracts: accounts earn and spend, and close. */
export interface Movement {
  readonly account: string;
  /** Spent when negative; undefined closes the account. */
  readonly points: number | undefined;
}

export const AT = '2025-03-01T10:00:00.000Z' as Instant;

export function earn(account: string, points: number): Movement {
  return { account, points };
}

export function spend(account: string, points: number): Movement {
  return { account, points: -points };
}

export function close(account: string): Movement {
  return { account, points: undefined };
}

/** Appends movements as events of `account-<id>`, in one commit. Answers the position of the last. */
export async function record(log: EventStore, ...movements: readonly Movement[]): Promise<number> {
  const revisions = new Map<string, number>();
  for (const { account } of movements) {
    const stream = `account-${account}`;
    if (!revisions.has(stream)) revisions.set(stream, (await log.readStream(stream, { after: 0, limit: 1_000_000 })).length);
  }
  const events = movements.map(({ account, points }, i) => {
    const stream = `account-${account}`;
    const revision = revisions.get(stream)! + 1;
    revisions.set(stream, revision);
    const type = points === undefined ? 'account.closed.v1' : points < 0 ? 'points.spent.v1' : 'points.earned.v1';
    return { stream, revision, type, data: { points: Math.abs(points ?? 0) }, effectiveAt: AT, command: `c${revision}.${i}`, actor: 'test' };
  });
  return (await log.append({ recordedAt: AT, events, outcomes: [] })).basePosition + events.length;
}

export interface AccountDocument {
  readonly account: string;
  readonly points: number;
  readonly movements: number;
  readonly tier: 'base' | 'gold';
}

function pointsOf({ type, data }: RecordedEvent): number {
  const { points } = data as { points: number };
  return type === 'points.spent.v1' ? -points : points;
}

/** One document an account, gone when it closes, and one with the totals of all. */
export const accounts: Projection<AccountDocument> = {
  name: 'sample_accounts',
  version: 1,
  categories: ['account'],
  indexes: [{ fields: ['points'] }, { fields: ['tier', 'points'] }],
  keysOf: ({ stream }) => [idPartsOf(stream)[0]!, '~all'],
  project: (doc, event, id) => {
    if (event.type === 'account.closed.v1' && id !== '~all') return undefined;
    const points = (doc?.points ?? 0) + pointsOf(event);
    return { account: id, points, movements: (doc?.movements ?? 0) + 1, tier: points >= 1_000 ? 'gold' : 'base' };
  },
};
