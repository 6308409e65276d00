import type { PointsAccountEvent, Reference } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import type { Projection } from '@loyalty/views';
import { accountKey, accountOf } from './account-key';

/** A hold with what became of it; open ones past their end have run out, written down or not. */
export interface HoldDocument {
  readonly wallet: string;
  readonly memberId: string;
  readonly holdId: string;
  readonly state: 'open' | 'captured' | 'released' | 'expired';
  readonly points: number;
  readonly capturedPoints: number;
  readonly heldAt: Instant;
  readonly expiresAt: Instant;
  readonly reference: Reference;
  readonly resolvedAt?: Instant;
}

export const holdsView: Projection<HoldDocument> = {
  name: 'points_holds',
  version: 1,
  categories: ['pointsAccount'],
  indexes: [{ fields: ['memberId', 'wallet'] }, { fields: ['state', 'expiresAt'] }],
  keysOf(event) {
    const { holdId } = event.data as { holdId?: string };
    return holdId === undefined ? [] : [`${accountKey(accountOf(event))}@${holdId}`];
  },
  project(doc, recorded) {
    const event = recorded as unknown as PointsAccountEvent;
    switch (event.type) {
      case 'points.held.v1': {
        const { wallet, memberId, holdId, points, expiresAt, reference } = event.data;
        return { wallet, memberId, holdId, state: 'open', points, capturedPoints: 0, heldAt: event.effectiveAt, expiresAt, reference };
      }
      case 'points.captured.v1':
        return doc && { ...doc, state: 'captured', capturedPoints: event.data.points, resolvedAt: event.effectiveAt };
      case 'points.released.v1':
        return doc && { ...doc, state: event.data.reason === 'released' ? 'released' : 'expired', resolvedAt: event.effectiveAt };
      default:
        return doc;
    }
  },
};
