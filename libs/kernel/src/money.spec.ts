import fc from 'fast-check';
import { applyPpmFloor, applyPpmHalfUp, assertCurrency, currencyExponent, formatMoney, parseFactor, parseMoney, parsePercent, PPM_ONE, SAFE_AMOUNT_MAX } from './index';
import { CURRENCY_EXPONENTS } from './currencies';

describe('money', () => {
  it.each([
    ['12.34', 'USD', 1234, '12.34'], ['12.3', 'ILS', 1230, '12.30'], ['12', 'EUR', 1200, '12.00'], ['-0.05', 'USD', -5, '-0.05'],
    ['1200', 'JPY', 1200, '1200'], ['1.234', 'KWD', 1234, '1.234'], ['0.29', 'USD', 29, '0.29'], ['007', 'JPY', 7, '7'],
    ['9999999999999.99', 'USD', SAFE_AMOUNT_MAX, '9999999999999.99'],
  ])('%s %s is %d minor units, written %s', (text, currency, amountMinor, written) => {
    expect(parseMoney(text, currency)).toEqual({ amountMinor, currency });
    expect(formatMoney({ amountMinor, currency })).toBe(written);
  });

  it('of nothing has no sign', () => expect(Object.is(parseMoney('-0.00', 'USD').amountMinor, 0)).toBe(true));

  it.each([['12.345', 'USD'], ['12.340', 'USD'], ['1.5', 'JPY'], ['1,5', 'USD'], ['1e3', 'USD'], ['+1', 'USD'], ['.5', 'USD'], ['5.', 'USD'],
    ['', 'USD'], [' 1', 'USD'], ['1\n', 'USD'], ['10000000000000.00', 'USD']])('is not %j %s', (text, currency) => {
    expect(() => parseMoney(text, currency)).toThrow(expect.objectContaining({ category: 'validation', code: 'money_invalid' }));
  });

  it('is in a currency of ISO 4217', () => {
    expect(['USD', 'JPY', 'KWD', 'HUF', 'COP'].map(currencyExponent)).toEqual([2, 0, 3, 2, 2]);
    for (const code of ['usd', 'XXX', 'XAU', 'US', '', null, 5]) {
      expect(() => assertCurrency(code, 'price')).toThrow(expect.objectContaining({ code: 'currency_invalid', facts: expect.objectContaining({ field: 'price' }) }));
    }
  });

  it('knows each currency once, and every one that Intl knows is known or was withdrawn', () => {
    expect(CURRENCY_EXPONENTS.size).toBe(157);
    const missing = Intl.supportedValuesOf('currency').filter((code) => !CURRENCY_EXPONENTS.has(code));
    expect(missing.filter((code) => !['CUC', 'HRK', 'SLL', 'XDR', 'XSU', 'ZWL'].includes(code))).toEqual([]);
  });

  it('comes back from its text', () => {
    fc.assert(fc.property(fc.integer({ min: -SAFE_AMOUNT_MAX, max: SAFE_AMOUNT_MAX }), fc.constantFrom('USD', 'JPY', 'KWD'), (amountMinor, currency) => {
      expect(parseMoney(formatMoney({ amountMinor, currency }), currency)).toEqual({ amountMinor, currency });
    }));
  });
});

describe('a rate', () => {
  it('is read exactly', () => {
    expect(['10.5', '0', '100', '0.0001', '17.5', '250'].map(parsePercent)).toEqual([105_000, 0, PPM_ONE, 1, 175_000, 2_500_000]);
    expect(['1.5', '1', '0.000001', '10'].map(parseFactor)).toEqual([1_500_000, PPM_ONE, 1, 10_000_000]);
  });

  it('is refused with too many digits or a sign', () => {
    for (const text of ['10.00001', '-1', '10%', '']) expect(() => parsePercent(text)).toThrow(expect.objectContaining({ code: 'percent_invalid' }));
    expect(() => parseFactor('1.0000001')).toThrow(expect.objectContaining({ code: 'factor_invalid' }));
  });

  it('applies to 1,999 at 12.5 % as 249 down and 250 to the nearest', () => {
    expect([applyPpmFloor(1999, 125_000), applyPpmHalfUp(1999, 125_000), applyPpmHalfUp(-1999, 125_000)]).toEqual([249, 250, -250]);
  });

  it('stays exact for the largest amount', () => expect(applyPpmFloor(SAFE_AMOUNT_MAX, 999_999)).toBe(999_998_999_999_999));
});
