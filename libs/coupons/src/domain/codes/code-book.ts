import { BATCHES_MAX, type CouponBookEvent } from '@loyalty/contracts';
import { rejected } from '@loyalty/kernel';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';
import { NO_CODES, type CodeBookCommand, type CodeBookState } from './code-book-state';
import { assertBatchFits, rangeFor } from './enter-batch';
import { newShapes } from './code-shapes';
import { evolveBook } from './evolve-book';
import { decideShare } from './share-codes';

/**
 * @throws state `too_many_batches`, `code_space_taken`, `key_space_exhausted`, `code_taken`, `too_many_shared_codes`;
 * validation `code_invalid`
 */
export const codeBook: Decider<CodeBookState, CodeBookCommand, CouponBookEvent> = {
  initial: NO_CODES,
  stateVersion: 1,
  decide(command, state) {
    switch (command.kind) {
      case 'enter': {
        const { batchId, campaignId, generated, at } = command;
        if (state.batches.length >= BATCHES_MAX) throw rejected('too_many_batches', `There are ${BATCHES_MAX} batches`, { limit: BATCHES_MAX });
        if (generated === undefined) return [{ type: 'coupon.batch.entered.v1', effectiveAt: at, data: { batchId, campaignId } }];
        assertBatchFits(state, generated);
        return [{ type: 'coupon.batch.entered.v1', effectiveAt: at, data: { batchId, campaignId, range: rangeFor(state, generated) } }];
      }
      case 'share':
        return decideShare(command, state);
      case 'takeShapes': {
        const { batchId, at } = command;
        const shapes = newShapes(state.shapes, command.shapes);
        return shapes.length === 0 ? [] : [{ type: 'coupon.shapes.taken.v1', effectiveAt: at, data: { batchId, shapes } }];
      }
    }
  },
  evolve: evolveBook,
};

export const codeBookStream: StreamOf<CodeBookState, CodeBookCommand, CouponBookEvent> = { name: streamName('couponCodeBook', 'all'), decider: codeBook };
