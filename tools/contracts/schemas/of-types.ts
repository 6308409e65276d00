import path from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';
import { mapped, reached, type JsonSchema } from './schema';

const TYPES = ['CommerceEvent', 'PointsEvent', 'CouponsEvent', 'AccountOutcome', 'TransferOutcome', 'RedemptionOutcome'] as const;

/** As the kernel writes it: UTC, milliseconds, always 24 characters. */
const INSTANT: JsonSchema = {
  type: 'string', format: 'date-time', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$', description: 'A moment in UTC with milliseconds; equal moments are equal text.',
};

export interface SchemasOfTypes {
  /** Of the data of every event that a context may write, by the event's type. */
  readonly events: Readonly<Record<string, JsonSchema>>;
  readonly outcomes: Readonly<Record<'AccountOutcome' | 'TransferOutcome' | 'RedemptionOutcome', JsonSchema>>;
}

/**
 * JSON Schemas of what we write, read off the types of libs/contracts. A number is an integer: the house has no others.
 * Objects stay open: a consumer must bear members that it does not know.
 */
export function schemasOfTypes(root: string): SchemasOfTypes {
  const generator = createGenerator({
    path: path.join(root, 'libs/contracts/src/index.ts'), tsconfig: path.join(__dirname, 'tsconfig.types.json'),
    skipTypeCheck: true, expose: 'export', topRef: false, jsDoc: 'extended', additionalProperties: true, sortProps: false,
  });
  const [commerce, points, coupons, account, transfer, redemption] = TYPES.map((type) => normal(generator.createSchema(type) as JsonSchema));
  return { events: { ...eventsOf(commerce!), ...eventsOf(points!), ...eventsOf(coupons!) }, outcomes: { AccountOutcome: whole(account!, account!), TransferOutcome: whole(transfer!, transfer!), RedemptionOutcome: whole(redemption!, redemption!) } };
}

/** Draft 7 as the generator writes it, turned into 2020-12, with our own words for numbers and moments. */
function normal({ definitions, ...schema }: JsonSchema): JsonSchema {
  const { Instant: _, ...defs } = definitions as Record<string, JsonSchema>;
  return mapped({ ...schema, $defs: { ...defs, Instant: INSTANT } }, ({ $schema: _schema, ...part }) => ({
    ...readable(part),
    ...(part.$ref === undefined ? {} : { $ref: part.$ref.replace('#/definitions/', '#/$defs/').replaceAll('%3C', '<').replaceAll('%3E', '>') }),
    ...(part.type === 'number' ? { type: 'integer' } : {}),
    ...(Array.isArray(part.type) ? { type: part.type.map((type: string) => (type === 'number' ? 'integer' : type)) } : {}),
    ...(typeof part.description === 'string' ? { description: part.description.replaceAll(/\s*\n\s*/g, ' ').trim() } : {}),
  }));
}

/** What the comparison of versions and the closing of objects could not look into: the type can be written without it. */
function readable(part: JsonSchema): JsonSchema {
  const dark = ['allOf', 'oneOf', 'not', 'if', 'patternProperties'].find((keyword) => part[keyword] !== undefined);
  if (dark !== undefined) throw new Error(`A type of libs/contracts becomes "${dark}": ${JSON.stringify(part).slice(0, 200)}`);
  return part;
}

function whole({ $defs: _, ...schema }: JsonSchema, { $defs }: JsonSchema): JsonSchema {
  const used = reached(schema, $defs!);
  return Object.keys(used).length === 0 ? schema : { ...schema, $defs: used };
}

/** A union of events, unions in it included, taken apart by the events' types. */
function eventsOf(union: JsonSchema): Record<string, JsonSchema> {
  const events: Record<string, JsonSchema> = {};
  const take = (part: JsonSchema): void => {
    const event = part.$ref === undefined ? part : { ...union.$defs![part.$ref.slice('#/$defs/'.length)]! };
    if (event.anyOf !== undefined) return event.anyOf.forEach(take);
    const { type, data } = event.properties!;
    const about = typeof event.description === 'string' ? { description: event.description } : {};
    const { $ref } = data!;
    const plain = $ref === undefined ? data! : union.$defs![$ref.slice('#/$defs/'.length)]!;
    events[String(type!.const)] = whole({ ...about, ...plain }, union);
  };
  take(union);
  return events;
}

