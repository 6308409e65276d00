import type { BuyGet } from '@loyalty/contracts';
import { optional } from '../arguments/field';
import { someGoods } from '../arguments/goods-fields';
import { oneOf, percent, truth, whole } from '../arguments/plain';
import { countUnits, unusedPieces, type Piece } from '../basket/pieces';
import { refused, type EffectKind, type EffectView, type Given, type Take } from './effect-kind';
import { chooseUnits } from './buy-get-units';
import { percentOfPieces } from './percent-off';

export const buyGet: EffectKind<BuyGet> = {
  kind: 'buyGet',
  text: { en: 'Buy some, get some', he: 'קנה וקבל' },
  phase: 'line',
  fields: {
    buy: someGoods('Buy', 'קנה'),
    get: someGoods('Get', 'קבל'),
    ppm: percent('Percentage off what is got', 'אחוז הנחה על המתקבל'),
    take: oneOf('Which of them', 'אילו מהם', ['cheapest', 'dearest']),
    mostApplications: optional(whole('Times at most', 'מספר פעמים מרבי', 1)),
    mostUnits: optional(whole('Units got at most', 'מספר יחידות מרבי', 1)),
    incomplete: optional(truth('Fewer units in the last application', 'פחות יחידות ביישום האחרון')),
    overlap: optional(truth('A unit bought may be the one got', 'יחידה שנקנתה יכולה להיות המתקבלת')),
    sameLine: optional(truth('Within one line', 'בתוך שורה אחת')),
  },
  give(effect, view) {
    const buys = unusedPieces(effect.buy.items, view.basket);
    const gets = unusedPieces(effect.get.items, view.basket);
    if (!effect.sameLine) return deal(effect, buys, gets, view);
    const lines = new Set(buys.map(({ line }) => line));
    const onLine = (pieces: readonly Piece[], at: number) => pieces.filter(({ line }) => line === at);
    const given = [...lines].map((at) => deal(effect, onLine(buys, at), onLine(gets, at), view));
    const takes = given.flatMap(({ takes: some = [] }) => some);
    return takes.length > 0 ? { takes } : (given[0] ?? deal(effect, [], [], view));
  },
  needs: ({ buy }) => buy.items,
};

function deal(effect: BuyGet, buys: readonly Piece[], gets: readonly Piece[], view: EffectView): Given {
  const { bought, got } = chooseUnits(effect, buys, gets);
  if (got.length === 0) {
    const needed = effect.buy.quantity;
    return refused('quantity_too_low', { needed, missing: Math.max(needed - countUnits(buys), 1) });
  }
  const { takes = [], refusal } = percentOfPieces(got, effect.ppm, undefined, { ...view, base: 'remaining' });
  if (refusal !== undefined) return { refusal };
  const used = (piece: Piece): Take => ({ line: piece.line, effect: view.effect, from: piece.from, to: piece.to, amount: 0, uses: true });
  return { takes: [...takes.map((take) => ({ ...take, uses: true })), ...(effect.overlap ? [] : bought.map(used))] };
}
