import { given } from '@loyalty/testing';
import type { CustomerAttributes } from '@loyalty/contracts';
import { fact, record } from '../facts/facts.fixture';
import { customer } from './customer';

const registered = (attributes?: CustomerAttributes, id = 'r') => record(fact('customer.registered', { shop: 'main', memberId: 'm42', ...(attributes === undefined ? {} : { attributes }) }, { id }));
const updated = (time: string, attributes: CustomerAttributes) => record(fact('customer.updated', { shop: 'main', memberId: 'm42', attributes }, { id: `u${time}`, at: `2026-03-01T${time}:00Z` }));

describe('a customer', () => {
  it('registers once', () => {
    given(customer).when(registered({ country: 'IL' })).thenLike({ type: 'customer.registered.v1', data: { memberId: 'm42', attributes: { country: 'IL' } } });
    given(customer).commands(registered({ country: 'IL' })).when(registered({ country: 'IL' }, 'again')).thenNothing();
    given(customer).commands(registered()).when(registered({}, 'again')).thenNothing();
    given(customer).commands(registered({ country: 'IL' })).when(registered({ country: 'GB' }, 'other')).thenLike({ type: 'fact.parked.v1', data: { code: 'registration_differs' } });
  });

  it('is what the latest update says, registered or not', () => {
    const history = given(customer).commands(updated('12:00', { language: 'he' }));
    history.when(updated('12:01', { language: 'en' })).thenLike({ type: 'customer.updated.v1', data: { attributes: { language: 'en' } } });
    history.when(updated('11:59', { language: 'en' })).thenNothing();
    history.when(updated('12:00', { language: 'he' })).thenNothing();
    history.when(registered({ language: 'ar' })).thenLike({ type: 'customer.registered.v1' });
  });
});
