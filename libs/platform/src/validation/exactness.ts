import type { Dto } from './dto-schema';

/** All that the decorators of one property say. */
export interface Said {
  readonly own: Record<string, unknown>;
  /** What they say of each element. */
  items: Record<string, unknown> | undefined;
  optional: boolean;
  part: Dto | undefined;
}

/**
 * Refuses a property whose schema and class-validator's verdict could differ, or that may grow without limit. Each
 * message says what to add.
 */
export function assertExact(where: string, { own, items, part }: Said): void {
  const refuse = (problem: string) => new Error(`${where}: ${problem}`);
  const isPart = part !== undefined && items === undefined;
  if (isPart && own['type'] !== 'object') throw refuse('@ValidateNested alone also takes an array; use @Part(() => …)');
  if (items !== undefined && own['type'] !== 'array') throw refuse('{ each: true } alone also takes a value without its list; add @IsArray()');
  if (items !== undefined && part !== undefined && items['type'] !== 'object') throw refuse('@ValidateNested({ each: true }) alone also takes lists in the list; use @ListOf(() => …)');
  if (own['type'] === 'array') assertList(own, items, refuse);
  for (const value of [own, ...(items === undefined ? [] : [items])]) {
    if (value['type'] === undefined) throw refuse('its decorators do not say its type; add @IsInt(), @IsString(), @IsBoolean() or another that does');
    if (value['type'] === 'string') assertBounded(value, refuse);
    if (hasBound(value) && value['type'] !== 'integer' && value['type'] !== 'number') throw refuse('a bound without @IsInt() or @IsNumber()');
  }
}

function assertList(own: Record<string, unknown>, items: Record<string, unknown> | undefined, refuse: (problem: string) => Error): void {
  if (items === undefined) throw refuse('say what the list holds: a decorator with { each: true }, or @ListOf(() => …)');
  if (own['maxItems'] === undefined) throw refuse('a list needs @ArrayMaxSize');
  // class-validator compares objects by identity, so two equal ones would pass it.
  if (own['uniqueItems'] === true && items['type'] === 'object') throw refuse('@ArrayUnique on objects cannot be said in JSON Schema');
}

function assertBounded(value: Record<string, unknown>, refuse: (problem: string) => Error): void {
  if (value['maxLength'] ?? value['enum'] ?? value['format']) return;
  throw refuse('a text needs a limit: @MaxLength, @Length, @IsIn, @IsEnum, @IsId(), @IsInstant() or another');
}

function hasBound(value: Record<string, unknown>): boolean {
  return ['minimum', 'maximum', 'exclusiveMinimum'].some((keyword) => value[keyword] !== undefined);
}
