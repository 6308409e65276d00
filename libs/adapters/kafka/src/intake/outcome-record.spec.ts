import { DomainError, rejected } from '@loyalty/kernel';
import { answerOf, isAnswer, outcomeRecord, outcomeType } from './outcome-record';

const context = { id: 'checkout:c1', key: 'm42', type: 'points.earn.v1', topic: 'loyalty.points.commands.v1', headers: {}, traceparent: '00-a-b-01' };

describe('the outcome of a command', () => {
  it('is one record with the answer and the position that the ledger gave', () => {
    const { answered, repeated } = answerOf({ answer: { balance: 120 }, position: 7, recordedAt: '…', repeated: true });
    expect(repeated).toBe(true);
    const record = outcomeRecord('points', context, answered);
    expect(record).toMatchObject({ topic: 'loyalty.points.outcomes.v1', key: 'm42', headers: { ce_id: 'checkout:c1', ce_type: 'points.earn.outcome.v1', ce_source: '/services/points', traceparent: '00-a-b-01' } });
    expect(JSON.parse(record.value as string)).toEqual({ commandId: 'checkout:c1', status: 'applied', answer: { balance: 120 }, position: 7 });
  });

  it('is the refusal with its code, category and facts', () => {
    const record = outcomeRecord('points', context, { status: 'rejected', error: rejected('points_insufficient', 'Only 3 points', { available: 3 }) });
    expect(JSON.parse(record.value as string)).toEqual({ commandId: 'checkout:c1', status: 'rejected', error: { code: 'points_insufficient', category: 'state', message: 'Only 3 points', facts: { available: 3 } } });
  });

  it('carries what a handler answers by itself', () => {
    expect(answerOf(undefined)).toEqual({ answered: { status: 'applied', answer: undefined }, repeated: false });
    expect(JSON.parse(outcomeRecord('points', context, { status: 'applied', answer: undefined }).value as string)).toEqual({ commandId: 'checkout:c1', status: 'applied', answer: null });
  });

  it.each([
    [rejected('a', 'a'), true], [new DomainError('unavailable', 'a', 'a'), false], [new DomainError('overloaded', 'a', 'a'), false], [new DomainError('corruption', 'a', 'a'), false], [new TypeError('a'), false],
  ])('is not what a retry may heal or a person must look at: %s', (error, answer) => expect(isAnswer(error)).toBe(answer));

  it.each([['points.earn.v1', 'points.earn.outcome.v1'], ['points.earn.v12', 'points.earn.outcome.v12'], ['earn', 'earn.outcome']])('of %s has the type %s', (type, outcome) => expect(outcomeType(type)).toBe(outcome));
});
