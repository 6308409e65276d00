import { streamPart, type PointsOrderEvent, type PointsOrderRecorded, type PointsOrderReturned, type ReturnedPart } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';

export type RecordedOrder = PointsOrderRecorded['data'];
export type OrderAward = RecordedOrder['awards'][number];

/** How much of an order came back, counting all its returns so far. */
export interface Returned {
  readonly lines: Readonly<Record<string, ReturnedPart>>;
  readonly wholeOrderMinor: number;
  readonly amount: ReturnedPart;
  readonly complete: boolean;
}

export interface OrderRecordState {
  readonly recorded?: RecordedOrder;
  /** What the order's points may have waited for, should it have come before them. */
  readonly happened: readonly string[];
  readonly returned: Returned;
}

export type OrderRecordCommand =
  | { readonly kind: 'record'; readonly at: Instant; readonly order: RecordedOrder }
  | { readonly kind: 'note'; readonly at: Instant; readonly what: string }
  | { readonly kind: 'return'; readonly at: Instant; readonly returned: PointsOrderReturned['data'] };

/** What an order brought and cost in points, and how much of it came back. It is recorded once. */
export const orderRecord: Decider<OrderRecordState, OrderRecordCommand, PointsOrderEvent> = {
  initial: { happened: [], returned: { lines: {}, wholeOrderMinor: 0, amount: { part: 0, of: 0 }, complete: false } },
  stateVersion: 1,
  decide(command, { recorded, happened, returned }) {
    switch (command.kind) {
      case 'record':
        return recorded ? [] : [{ type: 'points.order.recorded.v1', effectiveAt: command.at, data: command.order }];
      case 'note':
        return happened.includes(command.what) ? [] : [{ type: 'points.order.happened.v1', effectiveAt: command.at, data: { what: command.what } }];
      case 'return':
        return returned.complete ? [] : [{ type: 'points.order.returned.v1', effectiveAt: command.at, data: command.returned }];
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'points.order.recorded.v1':
        return { ...state, recorded: event.data };
      case 'points.order.happened.v1':
        return { ...state, happened: [...state.happened, event.data.what] };
      case 'points.order.returned.v1':
        return { ...state, returned: withReturn(state.returned, event.data) };
    }
  },
};

/** The stream `pointsOrder-<shop>.<orderId>`. */
export function orderRecordStream(shop: string, orderId: string): StreamOf<OrderRecordState, OrderRecordCommand, PointsOrderEvent> {
  return { name: streamName('pointsOrder', streamPart(shop), streamPart(orderId)), decider: orderRecord };
}

function withReturn(before: Returned, { lines, wholeOrderMinor, amount, complete }: PointsOrderReturned['data']): Returned {
  return {
    lines: { ...before.lines, ...Object.fromEntries(lines.map(({ lineId, part, of }) => [lineId, { part, of }])) },
    wholeOrderMinor: before.wholeOrderMinor + wholeOrderMinor,
    amount,
    complete: before.complete || complete,
  };
}
