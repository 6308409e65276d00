import type { JsonSchema } from '../schemas/schema';
import { misfits, type Direction } from './fits';

const object = (properties: Record<string, JsonSchema>, more: JsonSchema = {}): JsonSchema => ({ type: 'object', properties, required: Object.keys(properties), ...more });
const text: JsonSchema = { type: 'string' };
const count: JsonSchema = { type: 'integer' };
const shut = { additionalProperties: false };
const kind = (name: string, more: Record<string, JsonSchema> = {}) => object({ kind: { type: 'string', const: name }, ...more });

/** As a reader of the history says it: first what was, then what is. */
function changed(direction: Direction, was: JsonSchema, is: JsonSchema): string[] {
  const [narrow, wide] = direction === 'sent' ? [is, was] : [was, is];
  return misfits(direction, narrow, wide, 'data').map(({ breakage, at }) => `${breakage} ${at}`);
}

describe('a change of what we send', () => {
  it.each<[string, JsonSchema, JsonSchema]>([
    ['a new member', object({ a: text }), object({ a: text, b: text })],
    ['a member that is always there now', object({ a: text }, { required: [] }), object({ a: text })],
    ['fewer values', { type: 'string', enum: ['a', 'b'] }, { type: 'string', enum: ['a'] }],
    ['a constant out of a choice', { type: 'string', enum: ['a', 'b'] }, { type: 'string', const: 'b' }],
    ['one kind less', { anyOf: [kind('a'), kind('b')] }, { anyOf: [kind('b')] }],
    ['a new member of one kind', { anyOf: [kind('a'), kind('b')] }, { anyOf: [kind('a', { more: text }), kind('b')] }],
    ['a narrower number', { type: 'number' }, { type: 'integer', minimum: 0 }],
    ['a part that got a name', object({ a: object({ b: text }) }), { ...object({ a: { $ref: '#/$defs/A' } }), $defs: { A: object({ b: text }) } }],
    ['a recursion', { $ref: '#/$defs/T', $defs: { T: object({ of: { $ref: '#/$defs/T' } }) } }, { $ref: '#/$defs/T', $defs: { T: object({ of: { $ref: '#/$defs/T' } }) } }],
    ['other words', { ...text, description: 'One' }, { ...text, description: 'Another' }],
  ])('breaks nobody when it is %s', (_, was, is) => expect(changed('sent', was, is)).toEqual([]));

  it.each<[string, JsonSchema, JsonSchema, string[]]>([
    ['a member less', object({ a: text, b: text }), object({ a: text }), ['member_removed data/b']],
    ['an optional member less', object({ b: text }, { required: [] }), object({}), ['member_removed data/b']],
    ['a member that may be left out', object({ a: text }), object({ a: text }, { required: [] }), ['member_optional data/a']],
    ['another type', object({ a: text }), object({ a: count }), ['widened data/a']],
    ['a further type', object({ a: text }), object({ a: { type: ['string', 'integer'] } }), ['widened data/a']],
    ['anything', object({ a: text }), object({ a: {} }), ['widened data/a']],
    ['a further value', { type: 'string', enum: ['a'] }, { type: 'string', enum: ['a', 'b'] }, ['widened data']],
    ['any value', { type: 'string', enum: ['a'] }, text, ['widened data']],
    ['a further kind', { anyOf: [kind('a')] }, { anyOf: [kind('a'), kind('b')] }, ['widened data/kind']],
    ['a change in one kind', { anyOf: [kind('a', { x: text }), kind('b')] }, { anyOf: [kind('a', { x: count }), kind('b')] }, ['widened data/x']],
    ['a member of a list\'s items', { type: 'array', items: object({ a: text }) }, { type: 'array', items: object({ a: count }) }, ['widened data/[]/a']],
    ['a named part', { ...object({ a: { $ref: '#/$defs/A' } }), $defs: { A: text } }, { ...object({ a: { $ref: '#/$defs/A' } }), $defs: { A: count } }, ['widened data/a']],
    ['a member of any name', object({}, { additionalProperties: text }), object({}, { additionalProperties: count }), ['widened data/*']],
    ['a lower bound', { type: 'integer', minimum: 1 }, { type: 'integer', minimum: 0 }, ['widened data']],
    ['no bound', { type: 'integer', maximum: 9 }, count, ['widened data']],
    ['another pattern', { type: 'string', pattern: 'a' }, { type: 'string', pattern: 'b' }, ['widened data']],
    ['no format', { type: 'string', format: 'date-time' }, text, ['widened data']],
  ])('breaks who reads it when it is %s', (_, was, is, found) => expect(changed('sent', was, is)).toEqual(found));
});

describe('a change of what we receive', () => {
  it.each<[string, JsonSchema, JsonSchema]>([
    ['a new optional member', object({ a: text }, shut), object({ a: text, b: text }, { ...shut, required: ['a'] })],
    ['a member that may be left out now', object({ a: text }, shut), object({ a: text }, { ...shut, required: [] })],
    ['more values', { type: 'string', enum: ['a'] }, { type: 'string', enum: ['a', 'b'] }],
    ['wider bounds', { type: 'integer', minimum: 1, maximum: 9 }, { type: 'integer', minimum: 0, maximum: 10 }],
    ['a member that is not looked at any more', object({ a: text }), object({})],
  ])('breaks nobody when it is %s', (_, was, is) => expect(changed('received', was, is)).toEqual([]));

  it.each<[string, JsonSchema, JsonSchema, string[]]>([
    ['a member that is refused now', object({ a: text, b: text }, shut), object({ a: text }, shut), ['member_removed data/b']],
    ['a new member that must be there', object({ a: text }, shut), object({ a: text, b: text }, shut), ['member_required data/b']],
    ['a member that must be there now', object({ a: text }, { ...shut, required: [] }), object({ a: text }, shut), ['member_required data/a']],
    ['fewer values', { type: 'string', enum: ['a', 'b'] }, { type: 'string', enum: ['a'] }, ['narrowed data']],
    ['a constant', text, { type: 'string', const: 'a' }, ['narrowed data']],
    ['a higher lower bound', { type: 'integer', minimum: 0 }, { type: 'integer', minimum: 1 }, ['narrowed data']],
    ['a lower upper bound', { type: 'array', items: text, maxItems: 9 }, { type: 'array', items: text, maxItems: 5 }, ['narrowed data']],
    ['a new pattern', text, { type: 'string', pattern: 'a' }, ['narrowed data']],
    ['unique items', { type: 'array', items: text }, { type: 'array', items: text, uniqueItems: true }, ['narrowed data']],
    ['another type', count, text, ['narrowed data']],
    ['a shut object', object({ a: text }), object({ a: text }, shut), ['narrowed data/*']],
  ])('breaks who writes it when it is %s', (_, was, is, found) => expect(changed('received', was, is)).toEqual(found));
});
