import type { Campaign, Evaluation } from '@loyalty/contracts';
import { words } from '../case';
import type { ask, Situation } from '../mapping/situation';
import { amount } from './amount';
import { valueCheck, type Check } from './check';

type Ask = typeof ask;

/** Expectations about the same basket asked otherwise: with fewer rules, another quantity, without any promotion. */
export function variationChecks(word: string, value: unknown, situation: Situation, ask: Ask, evaluation: Evaluation): Check[] {
  const left = ({ totals }: Evaluation) => totals.itemsMinor + totals.shippingMinor - totals.discountMinor;
  const is = (actual: number) => [amount(situation, word, value, actual)];
  const with2 = () => ask(situation, situation.campaigns, ofQuantity(situation, 2));
  const discountOf = (ids: (campaign: Campaign) => boolean, told: Evaluation) => told.applied.filter(({ campaignId }) => situation.campaigns.some((one) => one.campaignId === campaignId && ids(one))).reduce((sum, { discountMinor }) => sum + discountMinor, 0);
  switch (word) {
    case 'afterFirst': return is(left(ask(situation, situation.campaigns.slice(0, 1))));
    case 'afterTwo': return is(left(ask(situation, situation.campaigns.slice(0, 2))));
    case 'promoDisc': return is(discountOf(({ group }) => group !== undefined, evaluation));
    case 'voucherDiscQty1': return is(discountOf(({ campaignId }) => campaignId === 'voucher', evaluation));
    // A fraction of a unit is shown rounded down, as the source shows it.
    case 'unitAtQty2': return is(Math.floor(left(with2()) / 2));
    case 'discGross': return is(ask(situation, []).totals.payableMinor - evaluation.totals.payableMinor);
    case 'discNet': return is(ask(situation, []).totals.netMinor - evaluation.totals.netMinor);
    case 'final': return Object.entries(words(value)).map(([id, expected]) => {
      const line = evaluation.lines.find(({ lineId }) => lineId === id)!;
      return amount(situation, `final.${id}`, expected, line.amountMinor - line.discountMinor);
    });
    default: return named(word, value, situation, evaluation);
  }
}

function ofQuantity({ request }: Situation, quantity: number): Situation['request'] {
  return { ...request, basket: { ...request.basket, lines: request.basket.lines.map((line) => ({ ...line, quantity })) } };
}

/** `Bfinal`: what is left of line B. The name of an address: the discount of its lines. */
function named(word: string, value: unknown, situation: Situation, { lines }: Evaluation): Check[] {
  const addresses = words(situation.one['cart']);
  if (Array.isArray(addresses[word])) {
    const ids = (addresses[word] as [string][]).map(([id]) => id);
    return [amount(situation, word, value, lines.filter(({ lineId }) => ids.includes(lineId)).reduce((sum, { discountMinor }) => sum + discountMinor, 0))];
  }
  const line = lines.find(({ lineId }) => word === `${lineId}final`);
  if (line === undefined) throw new Error(`the word "expect.${word}" is not understood`);
  return [line.amountMinor - line.discountMinor === situation.amounts.toMinor(value) ? valueCheck(word, value, value) : valueCheck(word, value, line.amountMinor - line.discountMinor)];
}
