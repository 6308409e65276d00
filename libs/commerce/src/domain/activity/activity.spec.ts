import { given } from '@loyalty/testing';
import { fact, record } from '../facts/facts.fixture';
import { activity } from './activity';

const review = (over: { memberId?: string; sku?: string } = {}, id = 'f1') => record(fact('activity.recorded', { shop: 'main', memberId: 'm42', activityId: 'review-9', activity: 'review', ...over }, { id }));

describe('an activity', () => {
  it('is recorded once, for ever', () => {
    given(activity).when(review()).thenLike({ type: 'activity.recorded.v1', data: { factId: 'f1', memberId: 'm42', activity: 'review' } });
    given(activity).commands(review()).when(review({}, 'f2')).thenNothing();
  });

  it('belongs to one member and one thing', () => {
    given(activity).commands(review()).when(review({ memberId: 'm43' }, 'f2')).thenLike({ type: 'fact.parked.v1', data: { code: 'activity_differs' } });
    given(activity).commands(review()).when(review({ sku: 'tea' }, 'f2')).thenLike({ type: 'fact.parked.v1' });
  });
});
