import { atField, momentAt } from './at-field';
import { rejected } from './errors';

describe('a refusal at a field', () => {
  it('names the field and keeps everything else', () => {
    const refuse = () => {
      throw rejected('too_late', 'It is too late', { until: 1 });
    };
    expect(() => atField('/until', refuse)).toThrow(expect.objectContaining({ category: 'state', code: 'too_late', message: '/until: It is too late', facts: { until: 1, field: '/until' } }));
  });

  it('leaves a mistake of the program as it is', () => {
    const mistake = new TypeError('x');
    expect(() => atField('/a', () => {
      throw mistake;
    })).toThrow(mistake);
  });

  it('reads a moment, and says where one is wrong', () => {
    expect(momentAt('/from', '2026-01-01T00:00:00Z')).toBe('2026-01-01T00:00:00.000Z');
    expect(() => momentAt('/from', 'tomorrow')).toThrow(expect.objectContaining({ code: 'instant_invalid', facts: expect.objectContaining({ field: '/from' }) }));
  });
});
