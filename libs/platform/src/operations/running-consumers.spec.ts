import { Contributions } from '../wiring/contributions';
import { consumerNamed, runningConsumers } from './running-consumers';

it('consumers that do not run yet are not unknown: the same request succeeds later', () => {
  const contributions = new Contributions();
  expect(() => consumerNamed(contributions, 'points')).toThrow(expect.objectContaining({ code: 'starting', retryable: true }));
  contributions.running(new Map());
  expect(runningConsumers(contributions).size).toBe(0);
  expect(() => consumerNamed(contributions, 'points')).toThrow(expect.objectContaining({ code: 'consumer_unknown', facts: { consumer: 'points', consumers: [] } }));
});
