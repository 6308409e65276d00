import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import * as fc from 'fast-check';
import { parseJson } from '../http/json-body';
import { compiled } from '../validation/compile';
import type { Dto } from '../validation/dto-schema';
import { nearMiss } from './near-miss';

/**
 * The property that a DTO's compiled validator and class-validator agree on every body: values of the arbitrary, and
 * values that miss being valid by a little. Use it as `fc.assert(sameVerdict(EarnRequest, validBodies))`.
 */
export function sameVerdict(dto: Dto, bodies: fc.Arbitrary<unknown>): fc.IProperty<[unknown]> {
  return fc.property(fc.oneof({ weight: 1, arbitrary: bodies }, { weight: 4, arbitrary: nearMiss(bodies) }), (body) => {
    const text = JSON.stringify(body) ?? 'null';
    // Refused before it comes to a verdict: parseJson does not let it in.
    fc.pre(!text.includes('__proto__'));
    const fast = fastVerdict(dto, text);
    const slow = slowVerdict(dto, text);
    if (fast !== slow) throw new Error(`${dto.name}: the compiled validator says ${fast}, class-validator says ${slow}, to ${text}`);
  });
}

export function fastVerdict(dto: Dto, text: string): boolean {
  return compiled(dto).valid(parseJson(text)) as boolean;
}

/**
 * What class-validator says, with the whitelist on. Where we are stricter on purpose, it is asked of a value that it
 * refuses for certain: `null` counts as a wrong value, not as left out; and a member named like one of
 * `Object.prototype`, which it overlooks, counts as unknown.
 */
export function slowVerdict(dto: Dto, text: string): boolean {
  const body = parseJson(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  const instance = plainToInstance(dto, strictly(body));
  return validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, dismissDefaultMessages: true }).length === 0;
}

const WRONG = Symbol('null');

function strictly(value: unknown): unknown {
  if (value === null) return WRONG;
  if (Array.isArray(value)) return value.map(strictly);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name in Object.prototype ? `unknown ${name}` : name, strictly(member)]));
}
