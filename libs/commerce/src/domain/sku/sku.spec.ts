import { given } from '@loyalty/testing';
import { fact, record } from '../facts/facts.fixture';
import { sku } from './sku';

const stock = (time: string, availableQuantity: number, store?: string) =>
  record(fact('stock.changed', { shop: 'main', sku: 'tea', availableQuantity, ...(store === undefined ? {} : { store }) }, { id: `s${time}${store}`, at: `2026-03-01T${time}:00Z` }));
const product = (time: string, brand: string) => record(fact('product.changed', { shop: 'main', sku: 'tea', categories: ['Tea'], brand }, { id: `p${time}`, at: `2026-03-01T${time}:00Z` }));

describe('a sku', () => {
  it('has the stock that was told last, in each store by itself', () => {
    const history = given(sku).commands(stock('10:00', 5), stock('10:00', 7, 'tlv'));
    history.when(stock('10:01', 4)).thenLike({ type: 'stock.changed.v1', data: { availableQuantity: 4 } });
    history.when(stock('09:59', 4)).thenNothing();
    history.when(stock('10:00', 7, 'tlv')).thenNothing();
    history.when(stock('09:59', 4, 'hfa')).thenLike({ type: 'stock.changed.v1', data: { store: 'hfa' } });
    expect(history.when(stock('10:01', -1, 'tlv')).state.own.stock).toMatchObject([{ availableQuantity: 5 }, { store: 'tlv', availableQuantity: -1 }]);
  });

  it('is described as it was told last', () => {
    const history = given(sku).commands(product('10:00', 'Wissotzky'));
    history.when(product('10:01', 'Twinings')).thenLike({ type: 'product.changed.v1', data: { brand: 'Twinings' } });
    history.when(product('09:59', 'Twinings')).thenNothing();
    history.when(product('10:00', 'Wissotzky')).thenNothing();
    history.when(stock('09:00', 1)).thenLike({ type: 'stock.changed.v1' });
  });

  it('is in a thousand stores at most', () => {
    const stores = Array.from({ length: 1000 }, (_, i) => stock('10:00', 1, `s${i}`));
    const history = given(sku).commands(...stores);
    history.when(stock('11:00', 2, 's999')).thenLike({ type: 'stock.changed.v1' });
    history.when(stock('10:00', 1, 's1000')).thenRefused('store_limit');
  });
});
