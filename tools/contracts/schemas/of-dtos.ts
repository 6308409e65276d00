import { schemaOf, withParts, type Dto } from '@loyalty/platform';
import { mapped, type JsonSchema } from './schema';

/**
 * The schema of data whose members are those of these classes side by side. It says exactly what the door checks: a
 * member that none of them has is refused.
 */
export function schemaOfDtos(...dtos: readonly Dto[]): JsonSchema {
  const own = dtos.map((dto) => schemaOf(dto).schema as JsonSchema);
  const parts = withParts(dtos).filter((dto) => !dtos.includes(dto));
  const required = own.flatMap((schema) => schema.required ?? []);
  const $defs = Object.fromEntries(parts.map((dto) => [dto.name, schemaOf(dto).schema as JsonSchema]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
  const schema: JsonSchema = {
    type: 'object',
    properties: Object.assign({}, ...own.map(({ properties }) => properties)),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
    ...(parts.length === 0 ? {} : { $defs }),
  };
  return mapped(schema, (part) => (part.$ref === undefined ? part : { ...part, $ref: part.$ref.replace('#/components/schemas/', '#/$defs/') }));
}
