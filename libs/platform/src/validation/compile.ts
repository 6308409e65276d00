import Ajv, { type ValidateFunction } from 'ajv';
import { maxLength, minLength } from 'class-validator';
import { formats } from './decorator-rules';
import { refTo, schemaOf, type Dto, type DtoSchema } from './dto-schema';

/** A DTO class turned into a function once, and its schema for those who describe or coerce. */
export interface CompiledDto extends DtoSchema {
  /** Stops at the first error. */
  readonly valid: ValidateFunction;
  /** Finds all errors; made when first needed. */
  readonly allErrors: () => ValidateFunction;
}

const known = new Map<Dto, CompiledDto>();

/** Compiles at the first call, a millisecond or two. @throws Error naming class and property that JSON Schema cannot say */
export function compiled(dto: Dto): CompiledDto {
  const before = known.get(dto);
  if (before !== undefined) return before;
  const own = schemaOf(dto);
  const schemas = Object.fromEntries(withParts([dto]).map((one) => [one.name, schemaOf(one).schema]));
  const root = { ...refTo(dto), components: { schemas } };
  let all: ValidateFunction | undefined;
  const made: CompiledDto = { ...own, valid: ajv(false).compile(root), allErrors: () => (all ??= ajv(true).compile(root)) };
  known.set(dto, made);
  return made;
}

/** The classes and all they refer to, each once. Two of one name would be one in the API description: refused. */
export function withParts(dtos: readonly Dto[]): readonly Dto[] {
  const found = new Map<string, Dto>();
  const visit = (dto: Dto) => {
    const namesake = found.get(dto.name);
    if (namesake === dto) return;
    if (namesake !== undefined) throw new Error(`Two DTO classes are called ${dto.name}: name one after its context`);
    found.set(dto.name, dto);
    schemaOf(dto).parts.forEach(visit);
  };
  dtos.forEach(visit);
  return [...found.values()];
}

const instances: { first?: Ajv; all?: Ajv } = {};

function ajv(allErrors: boolean): Ajv {
  const instance = allErrors ? (instances.all ??= newAjv(true)) : (instances.first ??= newAjv(false));
  for (const [name, holds] of formats()) instance.formats[name] ??= holds; // text rules may have been learned since
  return instance;
}

/** Patterns run without the flag u, and lengths are counted as class-validator does: variation selectors do not count. */
function newAjv(allErrors: boolean): Ajv {
  const instance = new Ajv({ allErrors, strict: true, strictTypes: false, strictRequired: false, unicodeRegExp: false });
  instance.addKeyword('components');
  for (const [keyword, holds] of [['minLength', minLength], ['maxLength', maxLength]] as const) {
    instance.removeKeyword(keyword);
    instance.addKeyword({ keyword, type: 'string', schemaType: 'number', compile: (limit: number) => (text: string) => holds(text, limit), error: { message: keyword } });
  }
  return instance;
}
