import { instant } from '@loyalty/kernel';
import { given } from '@loyalty/testing';
import { fact, record } from '../facts/facts.fixture';
import { cart } from './cart';

const hour = 60 * 60 * 1000;
const at = (time: string) => instant(`2026-03-01T${time}:00Z`);
const lines = (quantity: number) => (quantity === 0 ? [] : [{ lineId: '1', sku: 'tea', quantity, unitPriceMinor: 1000 }]);
const updated = (time: string, quantity = 1, id = `u${time}`) =>
  record(fact('cart.updated', { shop: 'main', cartId: 'c1', memberId: 'm42', currency: 'ILS', lines: lines(quantity) }, { id, at: at(time) }));
const abandoned = (time: string) => record(fact('cart.abandoned', { shop: 'main', cartId: 'c1', memberId: 'm42' }, { at: at(time) }));
const checkOut = (time: string) => ({ type: 'check_out' as const, shop: 'main', cartId: 'c1', orderId: 'A1', at: at(time) });
const idle = (time: string) => ({ type: 'abandon_if_idle' as const, at: at(time), idleMs: hour });

describe('a cart', () => {
  it('is what was told last, by the time of the shop', () => {
    const history = given(cart).commands(updated('10:00'));
    history.when(updated('10:05', 2)).thenLike({ type: 'cart.updated.v1', data: { factId: 'u10:05', lines: [{ quantity: 2 }] } });
    history.when(updated('09:55', 2)).thenNothing();
    history.when(updated('10:00', 2)).thenLike({ type: 'cart.updated.v1' });
    history.when(updated('10:00', 1, 'again')).thenNothing();
  });

  it('is abandoned when nothing has happened for an hour, at the end of that hour', () => {
    const history = given(cart).commands(updated('10:00'));
    history.when(idle('10:59')).thenNothing();
    history.when(idle('11:00')).thenLike({ type: 'cart.abandoned.v1', effectiveAt: at('11:00'), data: { shop: 'main', cartId: 'c1', memberId: 'm42', currency: 'ILS', idleSince: at('10:00'), lines: [{ sku: 'tea' }] } });
    history.when(idle('17:00')).thenLike({ effectiveAt: at('11:00') });
    history.commands(idle('11:00')).when(idle('12:00')).thenNothing();
    history.commands(idle('11:00')).when(abandoned('12:00')).thenNothing();
  });

  it('comes back to life and can be abandoned again', () => {
    given(cart).commands(updated('10:00'), idle('11:00'), updated('11:30')).when(idle('12:30')).thenLike({ type: 'cart.abandoned.v1', data: { idleSince: at('11:30') } });
  });

  it('is not abandoned when it is empty, or became an order', () => {
    given(cart).commands(updated('10:00', 0)).when(idle('23:00')).thenNothing();
    given(cart).commands(updated('10:00'), checkOut('10:10')).when(idle('23:00')).thenNothing();
    given(cart).commands(updated('10:00'), checkOut('10:10')).when(abandoned('11:10')).thenNothing();
    given(cart).commands(checkOut('10:10'), updated('10:00')).when(idle('23:00')).thenNothing();
  });

  it('becomes an order once, unless it has changed since', () => {
    given(cart).commands(updated('10:00')).when(checkOut('10:10')).thenLike({ type: 'cart.checked_out.v1', effectiveAt: at('10:10'), data: { orderId: 'A1' } });
    given(cart).commands(updated('10:00'), checkOut('10:10')).when(checkOut('10:20')).thenNothing();
    given(cart).commands(updated('10:20')).when(checkOut('10:10')).thenNothing();
  });

  it('that the shop calls abandoned is, known or not; a change from before then is too late', () => {
    given(cart).commands(updated('10:00')).when(abandoned('10:30')).thenLike({ type: 'cart.abandoned.v1', data: { idleSince: at('10:00'), lines: [{ sku: 'tea' }] } });
    const unknown = given(cart);
    unknown.when(abandoned('10:30')).thenLike({ type: 'cart.abandoned.v1', data: { memberId: 'm42', lines: [], idleSince: at('10:30') } });
    unknown.commands(abandoned('10:30')).when(updated('10:00')).thenNothing();
  });
});
