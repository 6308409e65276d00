import type { CouponBatchEntered, CouponBookEvent } from '@loyalty/contracts';
import { changed, found } from './buckets';
import { withShapes } from './code-shapes';
import type { BookedSpace, CodeBookState } from './code-book-state';

export function evolveBook(state: CodeBookState, event: CouponBookEvent): CodeBookState {
  switch (event.type) {
    case 'coupon.batch.entered.v1': {
      const { batchId, campaignId } = event.data;
      return { ...state, batches: [...state.batches, { batchId, campaignId }], spaces: spacesWith(state.spaces, event.data) };
    }
    case 'coupon.codes.shared.v1': {
      const { campaignId, codes } = event.data;
      const before = found(state.sharedBy, campaignId) ?? [];
      const shared = changed(changed(state.shared, before.map((code) => [code, undefined] as const)), codes.map((code) => [code, campaignId] as const));
      return { ...state, shared, sharedBy: changed(state.sharedBy, [[campaignId, codes.length === 0 ? undefined : codes]]), sharedCount: state.sharedCount - before.length + codes.length };
    }
    case 'coupon.shapes.taken.v1':
      return { ...state, shapes: withShapes(state.shapes, event.data.shapes) };
  }
}

function spacesWith(spaces: readonly BookedSpace[], { batchId, campaignId, range }: CouponBatchEntered['data']): readonly BookedSpace[] {
  if (range === undefined) return spaces;
  const { first, size, ...space } = range;
  const reserved = { batchId, campaignId, first, size };
  const known = spaces.find(({ spaceId }) => spaceId === space.spaceId);
  if (known === undefined) return [...spaces, { ...space, ranges: [reserved] }];
  return spaces.map((one) => (one === known ? { ...known, ranges: [...known.ranges, reserved] } : one));
}
