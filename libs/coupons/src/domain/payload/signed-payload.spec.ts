import { instant } from '@loyalty/kernel';
import * as fc from 'fast-check';
import { CodeKeys } from '../codes/code-keys';
import { KEYS } from '../codes/codes.fixture';
import { publicKeyOf, signPayload, verifyPayload } from './signed-payload';

const SIGNED = { code: 'SH0PABC', campaignId: 'summer', notBefore: instant('2026-03-10T12:00:00Z'), expires: instant('2026-03-10T12:15:00Z') };
const TEXT = signPayload(SIGNED, KEYS.signingKey());
const PUBLIC = [publicKeyOf(KEYS.signingKey())];
const DURING = instant('2026-03-10T12:05:00Z');
const other = new CodeKeys([new Uint8Array(32).fill(8)]).signingKey();

describe('a signed code', () => {
  it('is verified with the public key alone', () => {
    expect(verifyPayload(TEXT, PUBLIC, DURING)).toEqual(SIGNED);
    expect(TEXT).toMatch(/^LC1\.[\w-]+\.[\w-]{86}$/);
  });

  it('counts from its first second and not at its last', () => {
    const at = (text: string) => () => verifyPayload(TEXT, PUBLIC, instant(text));
    expect(at('2026-03-10T11:59:59.999Z')).toThrow(expect.objectContaining({ code: 'payload_not_yet' }));
    expect(at('2026-03-10T12:00:00Z')()).toEqual(SIGNED);
    expect(at('2026-03-10T12:15:00Z')).toThrow(expect.objectContaining({ code: 'payload_expired' }));
  });

  it('is refused when anything of it is changed', () => {
    const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
    fc.assert(fc.property(fc.nat(TEXT.length - 1), fc.constantFrom(...CHARACTERS), (place, sign) => {
      fc.pre(TEXT[place] !== sign);
      const changed = TEXT.slice(0, place) + sign + TEXT.slice(place + 1);
      expect(() => verifyPayload(changed, PUBLIC, DURING)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^payload_(?:malformed|signature|key_unknown)$/) }));
    }), { numRuns: 500 });
  });

  it('is refused under another key, and when its key is not known', () => {
    expect(() => verifyPayload(TEXT, [publicKeyOf(other)], DURING)).toThrow(expect.objectContaining({ code: 'payload_key_unknown', facts: { keyId: KEYS.newest } }));
    expect(() => verifyPayload(TEXT, [{ ...publicKeyOf(other), kid: KEYS.newest }], DURING)).toThrow(expect.objectContaining({ code: 'payload_signature' }));
  });

  it.each(['', 'LC1', 'LC2.a.b', TEXT.toLowerCase(), `${TEXT}A`, TEXT.replace('LC1.', 'LC1..'), `LC1.${Buffer.from('[]'.padEnd(40)).toString('base64url')}.${TEXT.slice(-86)}`, `LC1.${Buffer.from('{"c":1,"g":2,"n":3,"e":4,"k":5}').toString('base64url')}.${TEXT.slice(-86)}`])(
    'is not %j', (text) => expect(() => verifyPayload(text, PUBLIC, DURING)).toThrow(expect.objectContaining({ code: 'payload_malformed' })));
});
