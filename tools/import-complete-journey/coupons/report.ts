import type { CouponCampaign } from './campaigns-of';
import { VALUE_UNKNOWN_MINOR } from './coupon-values';
import type { Published } from './publish-campaigns';
import { sum, type CampaignLine } from './reconciliation';
import type { BasketKind } from './redemptions-of';
import type { RowOutcome } from './redeem-all';

/** All that an import of coupons found. */
export interface Findings {
  readonly campaigns: readonly CouponCampaign[];
  readonly published: Published;
  readonly outcomes: readonly RowOutcome[];
  readonly lines: readonly CampaignLine[];
  readonly differences: readonly string[];
  /** By which the log grew meanwhile. */
  readonly events: number;
  readonly seconds: number;
}

const BASKETS: Readonly<Record<BasketKind, string>> = {
  own: 'in the household\'s own basket of that day', unit: 'with one unit at its price in the sample', unitOfKind: 'with one unit at the price of its kind',
};

export function report({ campaigns, published, outcomes, lines, differences, events, seconds }: Findings): string {
  const redeemed = outcomes.filter((one) => one.status === 'redeemed');
  const refused = outcomes.filter((one) => one.status === 'refused');
  const before = redeemed.filter((one) => one.before).length;
  const valued = campaigns.filter(({ valueKnown }) => valueKnown).length;
  const kinds = Map.groupBy(outcomes, ({ asked }) => asked.basketKind);
  return [
    `${campaigns.length} coupons of ${lines.length} campaigns: ${published.now} published now, ${published.before} were before`,
    `what they take off: ${valued} as most often in the sample, ${campaigns.length - valued} ${dollars(VALUE_UNKNOWN_MINOR)} as the sample does not say`,
    `${outcomes.length} redemptions: ${redeemed.length - before} used now, ${before} were before, ${refused.length} refused`,
    ...(['own', 'unit', 'unitOfKind'] as const).map((kind) => `  ${kinds.get(kind)?.length ?? 0} ${BASKETS[kind]}`),
    `${events === 0 ? 'the log did not change' : `the log grew by ${events} events`}, in ${seconds.toFixed(1)} s`,
    '',
    ...table(lines),
    '',
    ...(refused.length === 0 ? ['no redemption was refused'] : ['refused:', ...refused.map(refusalText)]),
    ...(differences.length === 0 ? ['there = here + refused, and here = the view: everything adds up'] : ['what does not add up:', ...differences.map((text) => `  ${text}`)]),
    '',
  ].join('\n');
}

function refusalText({ asked: { row }, reason }: Extract<RowOutcome, { status: 'refused' }>): string {
  return `  row ${row.row}: household ${row.household}, coupon ${row.upc} of campaign ${row.campaign}, ${row.date}: ${reason}`;
}

const HEADER = ['campaign', 'type', 'sent to', 'coupons', 'there', 'here', 'refused', 'view', 'given', 'view gives'];

function table(lines: readonly CampaignLine[]): string[] {
  const rows = lines.map(({ source, coupons, there, here, refused, moneyMinor, view }) => [source.id, source.type, ...[source.sentTo, coupons, there, here, refused, view.uses].map(String), dollars(moneyMinor), dollars(view.moneyMinor)]);
  const all = (of: (line: CampaignLine) => number) => sum(lines, of);
  const totals = [all(({ source }) => source.sentTo), all(({ coupons }) => coupons), all(({ there }) => there), all(({ here }) => here), all(({ refused }) => refused), all(({ view }) => view.uses)];
  const cells = [HEADER, ...rows, ['sum', '', ...totals.map(String), dollars(all(({ moneyMinor }) => moneyMinor)), dollars(all(({ view }) => view.moneyMinor))]];
  const widths = HEADER.map((_, i) => Math.max(...cells.map((row) => row[i]!.length)));
  return cells.map((row) => row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '));
}

function dollars(minor: number): string {
  return (minor / 100).toFixed(2);
}
