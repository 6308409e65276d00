import type { JsonSchema } from '../schemas/schema';
import type { Finding } from './finding';

export type Misfit = Pick<Finding, 'breakage' | 'at' | 'what'>;

/**
 * Whose version is the narrow one. `sent`: what we send now must fit into what was promised before. `received`: what
 * others were told to send before must fit into what we take now.
 */
export type Direction = 'sent' | 'received';

/** A schema with the names that its references go to. */
interface Place {
  readonly schema: JsonSchema;
  readonly root: JsonSchema;
}

const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'];
const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'];
const SAME = ['pattern', 'format', 'uniqueItems'];

/** Everything that the narrow schema allows and the wide one does not. Knows the keywords that our documents have. */
export function misfits(direction: Direction, narrow: JsonSchema, wide: JsonSchema, at: string): readonly Misfit[] {
  return new Fit(direction).within({ schema: narrow, root: narrow }, { schema: wide, root: wide }, at);
}

class Fit {
  private readonly under = new Set<string>();

  constructor(private readonly direction: Direction) {}

  within(narrow: Place, wide: Place, at: string): Misfit[] {
    const pair = `${narrow.schema.$ref ?? ''} ${wide.schema.$ref ?? ''}`;
    const recursive = narrow.schema.$ref !== undefined && wide.schema.$ref !== undefined;
    if (recursive && this.under.has(pair)) return [];
    if (recursive) this.under.add(pair);
    const found = this.resolved(resolved(narrow), resolved(wide), at);
    if (recursive) this.under.delete(pair);
    return found;
  }

  private resolved(narrow: Place, wide: Place, at: string): Misfit[] {
    const alternatives = wide.schema.anyOf;
    if (narrow.schema.anyOf !== undefined) return narrow.schema.anyOf.flatMap((schema) => this.within({ ...narrow, schema }, wide, at));
    if (alternatives !== undefined) return fewest(alternatives.map((schema) => this.within(narrow, { ...wide, schema }, at)));
    return [...this.values(narrow.schema, wide.schema, at), ...this.members(narrow, wide, at), ...this.items(narrow, wide, at)];
  }

  private values(narrow: JsonSchema, wide: JsonSchema, at: string): Misfit[] {
    const types = typesOf(wide);
    const strange = types === undefined ? [] : (typesOf(narrow) ?? ['anything']).filter((type) => !types.includes(type) && !(type === 'integer' && types.includes('number')));
    if (strange.length > 0) return [this.other(at, `${strange.join(', ')} beside ${types!.join(', ')}`)];
    const found: Misfit[] = [];
    const allowed = choiceOf(wide);
    if (allowed !== undefined) {
      const more = choiceOf(narrow)?.filter((value) => !allowed.includes(value));
      if (more === undefined || more.length > 0) found.push(this.other(at, `${more === undefined ? 'any value' : more.join(', ')} beside ${allowed.join(', ')}`));
    }
    for (const [keywords, breaks] of [[LOWER, (n: number, w: number) => n < w], [UPPER, (n: number, w: number) => n > w]] as const) {
      for (const keyword of keywords) {
        const [n, w] = [narrow[keyword], wide[keyword]] as (number | undefined)[];
        if (w !== undefined && (n === undefined || breaks(n, w))) found.push(this.other(at, `${keyword} ${n ?? 'none'} against ${w}`));
      }
    }
    for (const keyword of SAME) if (wide[keyword] !== undefined && wide[keyword] !== narrow[keyword] && choiceOf(narrow) === undefined) found.push(this.other(at, `${keyword} ${String(narrow[keyword] ?? 'none')} against ${String(wide[keyword])}`));
    return found;
  }

  private members(narrow: Place, wide: Place, at: string): Misfit[] {
    const [own, theirs] = [narrow.schema.properties ?? {}, wide.schema.properties ?? {}];
    const needed = (name: string) => wide.schema.required?.includes(name) === true && narrow.schema.required?.includes(name) !== true;
    const found: Misfit[] = [];
    for (const [name, schema] of Object.entries(theirs)) {
      const here = `${at}/${name}`;
      const mine = own[name];
      if (mine === undefined && this.direction === 'sent') found.push({ breakage: 'member_removed', at: here, what: 'is not sent any more' });
      else if (needed(name)) found.push(this.direction === 'sent' ? { breakage: 'member_optional', at: here, what: 'may be left out now' } : { breakage: 'member_required', at: here, what: 'must be there now' });
      if (mine !== undefined) found.push(...this.within({ ...narrow, schema: mine }, { ...wide, schema }, here));
    }
    for (const [name, schema] of Object.entries(own)) if (theirs[name] === undefined) found.push(...this.unknown(schema, narrow, wide, `${at}/${name}`));
    return [...found, ...this.others(narrow, wide, at)];
  }

  /** A member that only the narrow one names. */
  private unknown(schema: JsonSchema, narrow: Place, wide: Place, at: string): Misfit[] {
    const others = wide.schema.additionalProperties;
    if (others === false) return [{ breakage: this.direction === 'received' ? 'member_removed' : 'widened', at, what: 'is refused by the other version' }];
    return typeof others === 'object' ? this.within({ ...narrow, schema }, { ...wide, schema: others }, at) : [];
  }

  /** Members that neither names. */
  private others(narrow: Place, wide: Place, at: string): Misfit[] {
    const [own, theirs] = [narrow.schema.additionalProperties ?? true, wide.schema.additionalProperties ?? true];
    if (theirs === true || own === false || typesOf(narrow.schema)?.includes('object') !== true) return [];
    const here = `${at}/*`;
    if (own === true || theirs === false) return [this.other(here, 'members of any name')];
    return typeof own === 'object' && typeof theirs === 'object' ? this.within({ ...narrow, schema: own }, { ...wide, schema: theirs }, here) : [];
  }

  private items(narrow: Place, wide: Place, at: string): Misfit[] {
    const [own, theirs] = [narrow.schema.items, wide.schema.items];
    if (theirs === undefined) return [];
    return this.within({ ...narrow, schema: own ?? {} }, { ...wide, schema: theirs }, `${at}/[]`);
  }

  private other(at: string, what: string): Misfit {
    return { breakage: this.direction === 'sent' ? 'widened' : 'narrowed', at, what };
  }
}

/** The alternative that comes nearest; none when one fits. */
function fewest(found: readonly Misfit[][]): Misfit[] {
  return found.reduce((best, one) => (one.length < best.length ? one : best));
}

function resolved(place: Place): Place {
  const { $ref, ...beside } = place.schema;
  if ($ref === undefined) return place;
  const target = place.root.$defs?.[$ref.slice('#/$defs/'.length)];
  if (target === undefined) throw new Error(`${$ref} leads nowhere`);
  return resolved({ ...place, schema: { ...beside, ...target } });
}

function typesOf({ type }: JsonSchema): readonly string[] | undefined {
  return type === undefined ? undefined : typeof type === 'string' ? [type] : type;
}

function choiceOf(schema: JsonSchema): readonly unknown[] | undefined {
  return schema.const === undefined ? schema.enum : [schema.const];
}
