import { AccessDeniedError, DeadlineExceededError, UnavailableError, UnsupportedError } from '@kurrent/kurrentdb-client';
import { coded } from '@loyalty/testing';
import { storeUnavailable } from '@loyalty/ledger';
import { fromKurrent, isAnswerLost } from './kurrent-error';

const raw = (code: number) => Object.assign(new Error('raw'), { code });

describe("a driver's error", () => {
  it('becomes one of ours', () => {
    expect(fromKurrent({ type: 'append-record-size-exceeded', stream: 'a-1', size: 9, maxSize: 5 })).toEqual(coded('event_too_large', { stream: 'a-1', length: 9, limit: 5 }));
    expect(fromKurrent({ type: 'transaction-max-size-exceeded', size: 9, maxSize: 5 })).toEqual(coded('commit_too_large', { size: 9, limit: 5 }));
    expect(fromKurrent({ type: 'maximum-append-size-exceeded', maxAppendSize: 5 })).toEqual(coded('commit_too_large', { limit: 5 }));
    expect(fromKurrent(new UnavailableError())).toEqual(coded('store_unavailable', { reason: 'unavailable' }));
    expect(fromKurrent(raw(14))).toEqual(coded('store_unavailable', { reason: 'UNAVAILABLE' }));
    expect(fromKurrent(new Error('Failed to discover after 10 attempts.'))).toEqual(coded('store_unavailable', { reason: 'Failed to discover after 10 attempts.' }));
    const ours = storeUnavailable('x');
    expect(fromKurrent(ours)).toBe(ours);
  });

  it.each([
    ['away', new UnavailableError(), true],
    ['slow', new DeadlineExceededError(), true],
    ['cut off while it was read', raw(13), true],
    ['away, told in our words', fromKurrent(raw(14)), true],
    ['refusing who asks', new AccessDeniedError(), false],
    ['refusing whoever reads', raw(7), false],
    ['too old', new UnsupportedError('appendRecords', '26.1'), false],
    ['refusing the request', raw(3), false],
    ['told of something too large', { type: 'transaction-max-size-exceeded', maxSize: 5 }, false],
  ])('of a server that is %s says whether the answer was lost', (_, error, lost) => {
    expect(isAnswerLost(error)).toBe(lost);
  });
});
