import { call, type Door } from '../door/client';
import { exists } from '../door/exists';
import { SHOP } from './shop-year';

const WALLET = {
  name: { en: 'Beans', he: 'פולים' }, scale: 0, zone: 'Europe/Berlin', spendable: true, debt: 'allowed',
  expiry: { kind: 'rolling', months: 24, roundUpTo: 'year' },
  spending: { minimumPoints: 100, stepPoints: 100, maximumShareOfOrderPpm: 500_000, rates: [{ currency: 'EUR', points: 100, amountMinor: 100 }] },
  holds: { defaultSeconds: 1_800, maximumSeconds: 86_400, openMaximum: 10 }, reinstatementGraceDays: 30, warningDays: [30, 7],
};
const BASE = { tax: 'with', shipping: 'without' };
const PROGRAM = {
  name: { en: 'Beans for everyone', he: 'פולים לכולם' }, zone: 'Europe/Berlin', from: '2025-01-01T00:00:00Z',
  pending: { kind: 'event', event: 'order.fulfilled', atLatestDays: 30 },
  rules: [
    { ruleId: 'per-euro', name: { en: 'Two beans for each euro' }, on: 'order', wallet: 'beans', effect: { kind: 'perAmount', points: 2, perMinor: 100, currency: 'EUR' }, base: BASE, conditions: [], stacking: 'stackable', priority: 10 },
    { ruleId: 'tea-twice', name: { en: 'Tea counts twice' }, on: 'order', wallet: 'beans', effect: { kind: 'multiplier', factorPpm: 2_000_000 }, base: BASE, conditions: [{ kind: 'lineCategory', anyOf: ['tea'] }], stacking: 'stackable', priority: 5 },
    { ruleId: 'first-order', name: { en: 'First order' }, on: 'order', wallet: 'beans', effect: { kind: 'fixed', points: 50 }, base: BASE, conditions: [{ kind: 'firstPurchase' }], stacking: 'stackable', priority: 1 },
    { ruleId: 'welcome', name: { en: 'Welcome' }, on: 'activity', activity: 'registration', wallet: 'beans', effect: { kind: 'fixed', points: 100 }, base: BASE, conditions: [], stacking: 'stackable', priority: 0, frequency: { times: 1, per: 'ever' } },
    { ruleId: 'review', name: { en: 'A review' }, on: 'activity', activity: 'review', wallet: 'beans', effect: { kind: 'fixed', points: 20 }, base: BASE, conditions: [{ kind: 'shop', anyOf: [SHOP] }], stacking: 'stackable', priority: 0, frequency: { times: 2, per: 'month' } },
  ],
};

/** The demo's wallet and programme, made once. */
export async function publishDemoProgramme(door: Door): Promise<void> {
  if (await exists(door, '/v1/points/programs/demo')) return;
  await call(door, 'PUT', '/v1/points/wallets/beans', WALLET, 'demo/wallet');
  await call(door, 'PUT', '/v1/points/programs/demo', PROGRAM, 'demo/program');
}
