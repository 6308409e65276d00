import type { Instant } from '@loyalty/kernel';

/** Which awards and which redemption belong to an order, so that its refund finds them (stream `pointsOrder-<shop>.<orderId>`). */
export interface PointsOrderRecorded {
  readonly type: 'points.order.recorded.v1';
  readonly effectiveAt: Instant;
  readonly data: {
    readonly shop: string;
    readonly orderId: string;
    readonly memberId: string;
    /** Points earned, line by line; the parts of `points` that no line has came from the order as a whole. */
    readonly awards: readonly { readonly wallet: string; readonly awardId: string; readonly points: number; readonly lines: readonly { readonly lineId: string; readonly points: number }[]; readonly awaits?: string }[];
    readonly redemption?: { readonly wallet: string; readonly redemptionId: string; readonly points: number };
  };
}

/** What an order's points may wait for has happened: `order.fulfilled`, or an activity of the order. */
export interface PointsOrderHappened {
  readonly type: 'points.order.happened.v1';
  readonly effectiveAt: Instant;
  readonly data: { readonly what: string };
}

/** How much of a whole came back, counting all so far: money where there is any, else units. */
export interface ReturnedPart {
  readonly part: number;
  readonly of: number;
}

/** Goods or money of the order went back; from it follow claw-backs and reinstatements, in the same commit. */
export interface PointsOrderReturned {
  readonly type: 'points.order.returned.v1';
  readonly effectiveAt: Instant;
  readonly data: {
    readonly returnId: string;
    /** Lines that this return touched, with all that came back of them so far. */
    readonly lines: readonly ({ readonly lineId: string } & ReturnedPart)[];
    /** Money of this return that belongs to no line. */
    readonly wholeOrderMinor: number;
    /** Of the order's total, all returns so far. */
    readonly amount: ReturnedPart;
    /** Nothing of the order is left. */
    readonly complete: boolean;
  };
}

/** Everything on a stream `pointsOrder-<shop>.<orderId>`. */
export type PointsOrderEvent = PointsOrderRecorded | PointsOrderHappened | PointsOrderReturned;

/**
 * How much of an award was clawed back, or of a redemption given back, counting all so far: never more than there was
 * (stream `pointsReversal-<wallet>.<memberId>.<awardId or redemptionId>`).
 */
export interface PointsReversalCounted {
  readonly type: 'points.reversal.counted.v1';
  readonly effectiveAt: Instant;
  readonly data: { readonly originalId: string; readonly originalPoints: number; readonly points: number; readonly totalPoints: number };
}

/** A wallet or programme that exists (stream `pointsDirectory-all`); what it says is in its own stream. */
export interface PointsDirectoryListed {
  readonly type: 'points.directory.listed.v1';
  readonly effectiveAt: Instant;
  readonly data: { readonly kind: 'wallet' | 'program'; readonly id: string };
}
