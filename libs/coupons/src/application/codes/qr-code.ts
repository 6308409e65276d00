import { createRequire } from 'node:module';
import { earlierOf, laterOf, plusMs, rejected, type Instant } from '@loyalty/kernel';
import type { Ledger } from '@loyalty/ledger';
import type { CodeKeys } from '../../domain/codes/code-keys';
import { signPayload } from '../../domain/payload/signed-payload';
import { showCode } from './show-code';

interface Options {
  readonly type: 'png' | 'svg';
  readonly errorCorrectionLevel: 'M';
  readonly margin: number;
  readonly scale?: number;
}

// The library brings no types of its own.
const { toBuffer, toString } = createRequire(__filename)('qrcode') as { toBuffer(text: string, options: Options): Promise<Buffer>; toString(text: string, options: Options): Promise<string> };

/** The quiet zone that ISO/IEC 18004 asks for, in modules; and how many pixels a module has. */
const MARGIN_MODULES = 4;
const MODULE_PIXELS = 6;

/**
 * What a till verifies offline: the code, signed, for so many seconds from now at most, and no longer than the code
 * itself is valid.
 * @throws not_found `code_unknown`; state `ended`, `not_started` when the code is not valid in that time
 */
export async function signedCode(ledger: Ledger, keys: CodeKeys, raw: string, seconds: number, at: Instant): Promise<string> {
  const { canonical, campaignId, validFrom, validUntil } = await showCode(ledger, keys, raw, at);
  if (validUntil !== undefined && validUntil <= at) throw rejected('ended', 'This code is no longer valid', { until: validUntil });
  const wanted = plusMs(at, seconds * 1_000);
  if (validFrom !== undefined && validFrom >= wanted) throw rejected('not_started', 'This code is valid only later than that', { from: validFrom });
  return signPayload({
    code: canonical, campaignId,
    notBefore: validFrom === undefined ? at : laterOf(at, validFrom),
    expires: validUntil === undefined ? wanted : earlierOf(wanted, validUntil),
  }, keys.signingKey());
}

export function asSvg(text: string): Promise<string> {
  return toString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: MARGIN_MODULES });
}

export function asPng(text: string): Promise<Buffer> {
  return toBuffer(text, { type: 'png', errorCorrectionLevel: 'M', margin: MARGIN_MODULES, scale: MODULE_PIXELS });
}
