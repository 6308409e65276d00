import { call, type Door } from '../door/client';

const WALLET = {
  name: { en: 'Points' }, scale: 0, zone: 'Europe/Berlin', spendable: true, debt: 'allowed', expiry: { kind: 'none' },
  spending: { minimumPoints: 1, stepPoints: 1, rates: [] }, holds: { defaultSeconds: 1_800, maximumSeconds: 86_400, openMaximum: 10 }, reinstatementGraceDays: 30, warningDays: [],
};
const PROGRAM = {
  name: { en: 'One point a euro' }, zone: 'Europe/Berlin', from: '2025-01-01T00:00:00Z', pending: { kind: 'none' },
  rules: [{
    ruleId: 'per-euro', name: { en: 'One point for each euro' }, on: 'order', wallet: 'main', effect: { kind: 'perAmount', points: 1, perMinor: 100, currency: 'EUR' },
    base: { tax: 'with', shipping: 'without' }, conditions: [], stacking: 'stackable', priority: 1,
  }],
};

/** One point for each euro, at once and for ever: so that anybody can say what a member is to have. */
export async function publishProgramme(door: Door): Promise<void> {
  await call(door, 'PUT', '/v1/points/wallets/main', WALLET, 'distributed/wallet');
  await call(door, 'PUT', '/v1/points/programs/main', PROGRAM, 'distributed/program');
}
