import type { WalletPolicy } from '@loyalty/contracts';
import { given } from '@loyalty/testing';
import { aWallet, NOON } from '../account/account.fixture';
import { known, wallet, walletStream } from './wallet';

const { wallet: _, version: __, ...good } = aWallet({ expiry: { kind: 'rolling', months: 12, roundUpTo: 'month' }, warningDays: [30, 7, 1] });
const define = (changes: Partial<WalletPolicy> = {}) => ({ wallet: 'points', at: NOON, policy: { ...good, ...changes } });

describe('a wallet', () => {
  it('is defined in versions', () => {
    given(wallet).when(define()).then({ type: 'points.wallet.defined.v1', effectiveAt: NOON, data: { ...good, wallet: 'points', version: 1 } });
    given(wallet).commands(define()).when(define({ spendable: false })).thenLike({ data: { version: 2, spendable: false } });
  });

  it('has a stream of its own, and is unknown until it is defined', () => {
    expect(walletStream('points').name).toBe('pointsWallet-points');
    expect(() => known({}, 'points')).toThrow(expect.objectContaining({ code: 'wallet_unknown' }));
    expect(known(given(wallet).when(define()).state, 'points').version).toBe(1);
  });

  it('never changes its scale', () => {
    given(wallet).commands(define({ scale: 2 })).when(define({ scale: 0 })).thenRefused('wallet_invalid', { field: '/scale' });
    given(wallet).when(define({ scale: 7 })).thenRefused('amount_invalid', { field: '/scale' });
  });

  it('is refused with an expiry that cannot be', () => {
    const wrong = (expiry: WalletPolicy['expiry'], code: string, field: string) => given(wallet).when(define({ expiry })).thenRefused(code, { field });
    wrong({ kind: 'rolling', months: 0 }, 'amount_invalid', '/expiry/months');
    wrong({ kind: 'sliding', months: 1_201 }, 'amount_invalid', '/expiry/months');
    wrong({ kind: 'fixed', days: [] }, 'wallet_invalid', '/expiry/days');
    for (const day of ['02-30', '13-01', '00-10', '2-01', '12-31x']) wrong({ kind: 'fixed', days: ['12-31', day] }, 'wallet_invalid', '/expiry/days/1');
    given(wallet).when(define({ expiry: { kind: 'fixed', days: ['02-29', '12-31'] } })).thenLike({ data: { version: 1 } });
  });

  it('is refused with limits that contradict each other', () => {
    const wrong = (spending: WalletPolicy['spending'], code: string, field: string) => given(wallet).when(define({ spending })).thenRefused(code, { field });
    wrong({ minimumPoints: 0 }, 'amount_invalid', '/spending/minimumPoints');
    wrong({ stepPoints: 0 }, 'amount_invalid', '/spending/stepPoints');
    wrong({ minimumPoints: 500, maximumPointsPerOrder: 499 }, 'amount_invalid', '/spending/maximumPointsPerOrder');
    wrong({ minimumPoints: 500, maximumPointsPerDay: 499 }, 'amount_invalid', '/spending/maximumPointsPerDay');
    wrong({ maximumShareOfOrderPpm: 1_000_001 }, 'amount_invalid', '/spending/maximumShareOfOrderPpm');
    wrong({ rates: [{ currency: 'EUR', points: 0, amountMinor: 1 }] }, 'amount_invalid', '/spending/rates/0/points');
    wrong({ rates: [{ currency: 'EUR', points: 1, amountMinor: 1 }, { currency: 'EUR', points: 2, amountMinor: 1 }] }, 'wallet_invalid', '/spending/rates/1/currency');
    given(wallet).when(define({ spending: { rates: [{ currency: 'XXX', points: 1, amountMinor: 1 }] } })).thenRefused('currency_invalid');
  });

  it('is refused with holds, grace, warnings or a zone that cannot be', () => {
    given(wallet).when(define({ holds: { defaultSeconds: 61, maximumSeconds: 60, openMaximum: 1 } })).thenRefused('amount_invalid', { field: '/holds/defaultSeconds' });
    given(wallet).when(define({ holds: { defaultSeconds: 60, maximumSeconds: 60, openMaximum: 0 } })).thenRefused('amount_invalid', { field: '/holds/openMaximum' });
    given(wallet).when(define({ reinstatementGraceDays: -1 })).thenRefused('amount_invalid', { field: '/reinstatementGraceDays' });
    for (const warningDays of [[7, 30], [7, 7]]) given(wallet).when(define({ warningDays })).thenRefused('wallet_invalid', { field: '/warningDays' });
    for (const days of [0, 1.5, -1]) given(wallet).when(define({ warningDays: [days] })).thenRefused('amount_invalid', { field: '/warningDays/0' });
    given(wallet).when(define({ zone: 'UTC+2' })).thenRefused('zone_invalid');
  });
});
