import type { PointsHeld } from '@loyalty/contracts';
import type { Ledger } from '@loyalty/ledger';
import { accountStream } from '../domain/account/account';
import type { AccountId } from '../domain/account/commands';

export interface HeldForOrder extends AccountId {
  readonly holdId: string;
  readonly points: number;
}

/** `<wallet>:<holdId>`, as an order names the points that were set aside for it. */
const REFERENCE = /^([^:]+):(H([1-9][0-9]{0,15}))$/;

/** The hold that an order names; undefined when it names none of this member's. */
export async function heldFor(ledger: Ledger, memberId: string, reference: string | undefined): Promise<HeldForOrder | undefined> {
  const [, wallet, holdId, number] = REFERENCE.exec(reference ?? '') ?? [];
  if (wallet === undefined || holdId === undefined) return undefined;
  const [event] = await ledger.store.readStream(accountStream({ wallet, memberId }).name, { after: Number(number) - 1, limit: 1 });
  if (event?.type !== 'points.held.v1') return undefined;
  return { wallet, memberId, holdId, points: (event.data as PointsHeld['data']).points };
}
