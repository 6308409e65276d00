import 'reflect-metadata';
import { createRequire } from 'node:module';
import type { MetadataStorage as TypeStorage } from 'class-transformer/types/MetadataStorage';
import { getMetadataStorage, ValidationTypes } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata';
import { ruleOf, type Schema } from './decorator-rules';
import { assertExact, type Said } from './exactness';

export type Dto<T extends object = object> = new () => T;

// class-transformer keeps what @Type says in a store that it does not export from its front.
const types = (createRequire(__filename)('class-transformer/cjs/storage') as { defaultMetadataStorage: TypeStorage }).defaultMetadataStorage;

/** A DTO class in JSON Schema, and the classes it refers to. */
export interface DtoSchema {
  readonly schema: Schema & { readonly properties: Readonly<Record<string, Schema>> };
  readonly parts: readonly Dto[];
}

export const refTo = (dto: Dto): Schema => ({ $ref: `#/components/schemas/${dto.name}` });

/**
 * The schema that says exactly what the class's decorators say, no property beyond them. Refuses, naming class and
 * property, what JSON Schema cannot say or what class-validator is known to take by accident: see exactness.ts.
 */
export function schemaOf(dto: Dto): DtoSchema {
  const metadatas = getMetadataStorage().getTargetValidationMetadatas(dto, '', true, false);
  if (metadatas.length === 0) throw new Error(`${dto.name} has no class-validator decorators`);
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  const parts: Dto[] = [];
  for (const [name, ofProperty] of Map.groupBy(metadatas, ({ propertyName }) => propertyName)) {
    const said = collect(dto, name, ofProperty);
    assertExact(`${dto.name}.${name}`, said);
    properties[name] = said.items === undefined ? said.own : { ...said.own, items: said.items };
    if (!said.optional) required.push(name);
    if (said.part !== undefined) parts.push(said.part);
  }
  return { schema: { type: 'object', properties, ...(required.length > 0 ? { required } : {}), additionalProperties: false }, parts };
}

function collect(dto: Dto, name: string, metadatas: readonly ValidationMetadata[]): Said {
  const where = `${dto.name}.${name}`;
  const said: Said = { own: {}, items: undefined, optional: false, part: undefined };
  for (const meta of metadatas) {
    if (meta.groups?.length > 0 || meta.always || meta.validateIf) throw new Error(`${where}: groups, always and validateIf cannot be said in JSON Schema`);
    if (meta.type === ValidationTypes.CONDITIONAL_VALIDATION) {
      if (meta.name !== 'isOptional') throw new Error(`${where}: @ValidateIf cannot be said in JSON Schema; use two DTOs or check in the domain`);
      said.optional = true;
    } else if (meta.type === ValidationTypes.NESTED_VALIDATION) {
      said.part = partOf(dto, name);
      add(where, said, meta.each, refTo(said.part));
    } else if (meta.type !== ValidationTypes.IS_DEFINED && meta.type !== ValidationTypes.WHITELIST) {
      add(where, said, meta.each, schemaOfRule(where, meta));
    }
  }
  return said;
}

function schemaOfRule(where: string, meta: ValidationMetadata): Schema {
  const name = getMetadataStorage().getTargetValidatorConstraints(meta.constraintCls)[0]?.name ?? meta.type;
  const rule = ruleOf(name);
  if (rule === undefined) throw new Error(`${where}: the decorator "${name}" has no schema; use textRule for a kind of text, or check it in the domain`);
  const schema = rule(meta);
  if (schema === undefined) throw new Error(`${where}: the options of "${name}" cannot be said in JSON Schema`);
  return schema;
}

function partOf(dto: Dto, name: string): Dto {
  const type = types.findTypeMetadata(dto, name)?.typeFunction() as Dto | undefined;
  if (type === undefined) throw new Error(`${dto.name}.${name}: say what it holds with @Part(() => …) or @ListOf(() => …)`);
  return type;
}

/** Two decorators that say different things of one keyword would silently become one. */
function add(where: string, said: Said, each: boolean, schema: Schema): void {
  const target = each ? (said.items ??= {}) : said.own;
  for (const [keyword, value] of Object.entries(schema)) {
    if (target[keyword] !== undefined && target[keyword] !== value) throw new Error(`${where}: two decorators say "${keyword}", ${String(target[keyword])} and ${String(value)}`);
    target[keyword] = value;
  }
}
