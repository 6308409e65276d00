import type { ExpiryPolicy, Wallet, WalletPolicy } from '@loyalty/contracts';
import { assertAmount, assertCurrency, assertZone, invalid, PPM_ONE } from '@loyalty/kernel';

const WARNING_DAYS_MAX = 10;

/** Refuses a wallet that cannot work, naming the field: `wallet_invalid`, `zone_invalid`, `currency_invalid`, `amount_invalid`. */
export function assertWalletPolicy(policy: WalletPolicy, before: Wallet | undefined): void {
  assertZone(policy.zone);
  assertAmount(policy.scale, '/scale', { min: 0, max: 6 });
  if (before !== undefined && before.scale !== policy.scale) throw wrong('/scale', 'the scale of a wallet never changes');
  assertExpiry(policy.expiry);
  assertSpending(policy);
  assertAmount(policy.holds.maximumSeconds, '/holds/maximumSeconds', { min: 1, max: 366 * 86_400 });
  assertAmount(policy.holds.defaultSeconds, '/holds/defaultSeconds', { min: 1, max: policy.holds.maximumSeconds });
  assertAmount(policy.holds.openMaximum, '/holds/openMaximum', { min: 1, max: 1_000 });
  assertAmount(policy.reinstatementGraceDays, '/reinstatementGraceDays', { min: 0, max: 3_660 });
  if (policy.warningDays.length > WARNING_DAYS_MAX) throw wrong('/warningDays', `at most ${WARNING_DAYS_MAX} warning days`);
  policy.warningDays.forEach((days, i) => assertAmount(days, `/warningDays/${i}`, { min: 1, max: 3_660 }));
  const falling = policy.warningDays.every((days, i, all) => i === 0 || days < all[i - 1]!);
  if (!falling) throw wrong('/warningDays', 'warning days stand in falling order');
}

function assertExpiry(expiry: ExpiryPolicy): void {
  if (expiry.kind === 'rolling' || expiry.kind === 'sliding') assertAmount(expiry.months, '/expiry/months', { min: 1, max: 1_200 });
  if (expiry.kind !== 'fixed') return;
  if (expiry.days.length === 0 || expiry.days.length > 24) throw wrong('/expiry/days', '1 to 24 days of the year');
  for (const [i, day] of expiry.days.entries()) {
    const leap = `2024-${day}`;
    const parsed = /^\d\d-\d\d$/.test(day) ? new Date(`${leap}T00:00:00.000Z`) : new Date(Number.NaN);
    if (Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(leap)) throw wrong(`/expiry/days/${i}`, 'a day of the year as MM-DD');
  }
}

function assertSpending({ spending }: WalletPolicy): void {
  const { minimumPoints = 1, stepPoints = 1, maximumPointsPerOrder = minimumPoints, maximumPointsPerDay = minimumPoints, maximumShareOfOrderPpm = PPM_ONE, rates = [] } = spending;
  assertAmount(minimumPoints, '/spending/minimumPoints', { min: 1 });
  assertAmount(stepPoints, '/spending/stepPoints', { min: 1 });
  assertAmount(maximumPointsPerOrder, '/spending/maximumPointsPerOrder', { min: minimumPoints });
  assertAmount(maximumPointsPerDay, '/spending/maximumPointsPerDay', { min: minimumPoints });
  assertAmount(maximumShareOfOrderPpm, '/spending/maximumShareOfOrderPpm', { min: 1, max: PPM_ONE });
  const seen = new Set<string>();
  for (const [i, rate] of rates.entries()) {
    assertCurrency(rate.currency);
    assertAmount(rate.points, `/spending/rates/${i}/points`, { min: 1 });
    assertAmount(rate.amountMinor, `/spending/rates/${i}/amountMinor`, { min: 1 });
    if (seen.has(rate.currency)) throw wrong(`/spending/rates/${i}/currency`, 'one rate for each currency');
    seen.add(rate.currency);
  }
}

function wrong(field: string, reason: string) {
  return invalid('wallet_invalid', `${field}: ${reason}`, { field, reason });
}
