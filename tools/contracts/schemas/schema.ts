/** A JSON Schema of draft 2020-12, or a part of one. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

/** The schema with every part of it, from the inside out, replaced by what `change` makes of it. */
export function mapped(schema: JsonSchema, change: (part: JsonSchema) => JsonSchema): JsonSchema {
  const one = (part: unknown) => mapped(part as JsonSchema, change);
  const each = (parts: object) => Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, one(part)]));
  return change({
    ...schema,
    ...(schema.$defs === undefined ? {} : { $defs: each(schema.$defs) }),
    ...(schema.properties === undefined ? {} : { properties: each(schema.properties) }),
    ...(schema.items === undefined ? {} : { items: one(schema.items) }),
    ...(schema.anyOf === undefined ? {} : { anyOf: schema.anyOf.map(one) }),
    ...(typeof schema.additionalProperties === 'object' ? { additionalProperties: one(schema.additionalProperties) } : {}),
  });
}

/** The names in `$defs` that the schema reaches, each once, in alphabetical order. */
export function reached(schema: JsonSchema, defs: Readonly<Record<string, JsonSchema>>): Readonly<Record<string, JsonSchema>> {
  const found = new Set<string>();
  const look = (part: JsonSchema): JsonSchema => {
    const name = part.$ref?.slice('#/$defs/'.length);
    if (name !== undefined && !found.has(name)) {
      found.add(name);
      mapped(defs[name]!, look);
    }
    return part;
  };
  mapped(schema, look);
  return Object.fromEntries([...found].sort().map((name) => [name, defs[name]!]));
}
