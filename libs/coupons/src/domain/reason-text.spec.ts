import { REASONS, type ReasonCode } from '@loyalty/contracts';
import { asked, campaign, EUR, line, percent, request } from './engine/engine.fixture';
import { reasonText } from './reason-text';

it('says what is missing, in both languages', () => {
  const steps = campaign('steps', { kind: 'steppedPercent', by: 'amount', currency: 'EUR', steps: [{ from: 3_000, value: 1 }], target: { over: 'items' } });
  const least = campaign('least', percent(1), { conditions: [{ kind: 'minimumAmount', amounts: EUR(2_200), basis: { of: 'remaining' } }] });
  const units = campaign('units', percent(1), { conditions: [{ kind: 'minimumQuantity', items: {}, quantity: 3 }] });
  const { refused } = asked([steps, least, units], request([line('tea', 1, 1_000)]));
  expect(refused.map((one) => reasonText(one, 'en'))).toEqual(['12.00 EUR more are needed', '20.00 EUR more are needed', '2 more units are needed']);
  expect(refused.map((one) => reasonText(one, 'he'))).toEqual(['חסרים עוד 12.00 EUR', 'חסרים עוד 20.00 EUR', 'חסרות עוד 2 יחידות']);
});

it.each(Object.keys(REASONS) as ReasonCode[])('%s has a text in each language, with the same facts', (reason) => {
  const facts = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name);
  expect(facts(REASONS[reason].he)).toEqual(facts(REASONS[reason].en));
  expect(reasonText({ reason, facts: {} }, 'he')).not.toContain('{');
});
