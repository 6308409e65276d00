/**
 * ISO 4217, List One, the money people pay with (no funds codes, metals or test codes), by digits after the point.
 * ANG and BGN were withdrawn in 2025 and 2026 but stand in purchases made before.
 *
 * Not from Intl: ICU 78 answers 0 digits for 16 of these that ISO gives 2 or 3 (AFN ALL COP HUF IDR IQD IRR KPW LAK LBP
 * MGA MMK PKR SOS SYP YER), does not know VED, and may change with the runtime, which would change stored amounts.
 */
const NO_DIGITS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF';
const THREE_DIGITS = 'BHD IQD JOD KWD LYD OMR TND';
const TWO_DIGITS = `
  AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP
  CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR
  KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN
  PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD
  TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`;

function codes(list: string): string[] {
  return list.trim().split(/\s+/);
}

/** Digits after the point by currency code. */
export const CURRENCY_EXPONENTS: ReadonlyMap<string, number> = new Map([
  ...codes(NO_DIGITS).map((code) => [code, 0] as const),
  ...codes(TWO_DIGITS).map((code) => [code, 2] as const),
  ...codes(THREE_DIGITS).map((code) => [code, 3] as const),
]);
