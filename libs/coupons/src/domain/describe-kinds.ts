import type { LocalizedText } from '@loyalty/contracts';
import { schemaOf, type Field, type JsonSchema } from './arguments/field';
import { CONDITIONS } from './conditions/registry';
import { EFFECTS } from './effects/registry';

/** A kind of effect or condition as a form is drawn from it. */
export interface KindDescription {
  readonly kind: string;
  readonly text: Required<LocalizedText>;
  /** JSON Schema 2020-12 of its arguments. */
  readonly schema: JsonSchema;
}

type Described = { readonly kind: string; readonly text: Required<LocalizedText>; readonly fields: Readonly<Record<string, Field>> };

function described(kinds: Readonly<Record<string, Described>>): KindDescription[] {
  return Object.values(kinds).map(({ kind, text, fields }) => ({ kind, text, schema: schemaOf(fields) }));
}

/** Every kind of effect there is. */
export function describeEffects(): KindDescription[] {
  return described(EFFECTS);
}

/** Every kind of condition there is. */
export function describeConditions(): KindDescription[] {
  return described(CONDITIONS);
}
