import type { Body } from '../work/request';

/** An event that a body must cause, exactly once: its type and what it must say. */
export interface Wanted {
  readonly type: string;
  readonly saying: Readonly<Record<string, unknown>>;
}

/** Empty where a body may cause any events or none. */
export function wantedOf(body: Body): readonly Wanted[] {
  switch (body.kind) {
    case 'earn': return [wanted('earned', body, { points: body.points })];
    case 'hold': return [wanted('held', body, { points: body.points })];
    case 'capture': return [wanted('captured', body, { points: body.points, holdId: body.holdId })];
    case 'release': return [wanted('released', body, { holdId: body.holdId, reason: 'released' })];
    case 'redeem': return [wanted('redeemed', body, { points: body.points })];
    case 'adjust': return [wanted('adjusted', body, { points: body.points })];
    case 'clawBack': return [wanted('clawed.back', body, { awardId: body.awardId })];
    case 'reinstate': return [wanted('reinstated', body, { redemptionId: body.redemptionId, points: body.points })];
    case 'transfer': {
      const { wallet, from, to, points } = body;
      return [wanted('transferred.out', { wallet, memberId: from }, { to, points }), wanted('transferred.in', { wallet, memberId: to }, { from, points })];
    }
    default: return [];
  }
}

/** A value that the body leaves open may be anything. */
function wanted(name: string, { wallet, memberId }: { wallet: string; memberId: string }, more: Readonly<Record<string, unknown>>): Wanted {
  return { type: `points.${name}.v1`, saying: { wallet, memberId, ...more } };
}

export function isWanted({ type, data }: { readonly type: string; readonly data: unknown }, { type: other, saying }: Wanted): boolean {
  return type === other && Object.entries(saying).every(([name, value]) => value === undefined || (data as Record<string, unknown>)[name] === value);
}

/** How an applied command changes what its accounts hold in all: available, pending, held, owed and lapsed together. */
export function changeBy(body: Body, answer: unknown): readonly (readonly [account: string, points: number])[] {
  const { points = 0 } = answer as { points?: number };
  switch (body.kind) {
    case 'earn':
    case 'adjust': return [[accountOf(body), body.points]];
    case 'redeem': return [[accountOf(body), -body.points]];
    case 'capture':
    case 'clawBack': return [[accountOf(body), -points]];
    case 'reinstate': return [[accountOf(body), points]];
    case 'transfer': return [[accountOf({ ...body, memberId: body.from }), -body.points], [accountOf({ ...body, memberId: body.to }), body.points]];
    default: return [];
  }
}

export function accountOf({ wallet, memberId }: { readonly wallet: string; readonly memberId: string }): string {
  return `pointsAccount-${wallet}.${memberId}`;
}
