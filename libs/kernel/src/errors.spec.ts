import { conflict, DomainError, errorFromJson, errorToJson, invalid, isDomainError, notFound, rejected } from './index';

describe('a domain error', () => {
  it('carries code, category, facts and a message', () => {
    const error = rejected('balance_too_low', '70 points are missing', { missing: 70 });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'DomainError', category: 'state', code: 'balance_too_low', message: '70 points are missing', facts: { missing: 70 } });
    expect([invalid('a', 'a'), conflict('b', 'b'), notFound('c', 'c')].map((e) => e.category)).toEqual(['validation', 'conflict', 'not_found']);
  });

  it('can be retried by default only when overloaded or unavailable', () => {
    const retryable = (['validation', 'conflict', 'state', 'not_found', 'forbidden', 'overloaded', 'unavailable', 'corruption'] as const)
      .filter((category) => new DomainError(category, 'x', 'x').retryable);
    expect(retryable).toEqual(['overloaded', 'unavailable']);
    expect(new DomainError('conflict', 'revision_conflict', 'x', {}, { retryable: true }).retryable).toBe(true);
  });

  it('costs no stack trace when it is an answer, and has one when someone must look', () => {
    expect(rejected('x', 'no').stack).not.toContain(__filename);
    expect(new DomainError('corruption', 'x', 'broken').stack).toContain(__filename);
    expect(new Error('others are untouched').stack).toContain(__filename);
  });

  it('keeps its cause', () => {
    const cause = new Error('disk full');
    expect(new DomainError('unavailable', 'store_unavailable', 'x', {}, { cause }).cause).toBe(cause);
    expect('cause' in new DomainError('unavailable', 'store_unavailable', 'x')).toBe(false);
  });

  it('is told by its shape', () => {
    expect(isDomainError({ code: 'x', category: 'state', message: 'from a worker thread' })).toBe(true);
    for (const other of [null, undefined, 'state', new Error('x'), { code: 'ENOENT', message: 'x' }, { code: 'x', category: 'new', message: 'x' }]) {
      expect(isDomainError(other)).toBe(false);
    }
  });

  it('comes back from its stored form as it was', () => {
    const error = new DomainError('conflict', 'code_used', 'This code was used', { uses: 3, of: ['a', 'b'] }, { retryable: true });
    const back = errorFromJson(JSON.parse(JSON.stringify(errorToJson(error))));
    expect(errorToJson(back)).toEqual(errorToJson(error));
    expect(back).toBeInstanceOf(DomainError);
  });

  it('is not made up from a stored value that is no error', () => {
    for (const stored of [null, {}, { code: 'x' }, 'x']) {
      expect(() => errorFromJson(stored)).toThrow(expect.objectContaining({ category: 'corruption', code: 'error_record_invalid' }));
    }
  });
});
