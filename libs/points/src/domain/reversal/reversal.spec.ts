import { given } from '@loyalty/testing';
import { NOON } from '../account/account.fixture';
import { reversal, reversalStream } from './reversal';

const back = (points: number) => ({ originalId: 'L3', originalPoints: 100, points, at: NOON });

describe('the count of what was taken back', () => {
  it('adds up', () => {
    given(reversal).commands(back(30)).when(back(70)).then({ type: 'points.reversal.counted.v1', effectiveAt: NOON, data: { originalId: 'L3', originalPoints: 100, points: 70, totalPoints: 100 } });
  });

  it('never passes the original', () => {
    given(reversal).when(back(101)).thenRefused('above_original', { originalPoints: 100, totalPoints: 0, points: 101 });
    given(reversal).commands(back(30)).when(back(71)).thenRefused('above_original', { totalPoints: 30 });
    given(reversal).commands(back(100)).when(back(1)).thenRefused('above_original');
  });

  it('says above_original when nothing is left, and refuses what is no amount', () => {
    given(reversal).commands(back(100)).when(back(0)).thenRefused('above_original', { totalPoints: 100 });
    for (const points of [0, -10, 0.5]) given(reversal).commands(back(30)).when(back(points)).thenRefused('amount_invalid');
  });

  it('has a stream for each award and each redemption', () => {
    expect(reversalStream({ wallet: 'points', memberId: 'm1' }, 'L3').name).toBe('pointsReversal-points.m1.L3');
  });
});
