import { compiled } from '../validation/compile';
import type { Dto } from '../validation/dto-schema';
import { checked } from '../validation/validated';

/**
 * The parts of a message that stand side by side in its data: what the target's class names, and all else as the body.
 * Without a body there is nothing else. Throws `request_invalid` with the fields.
 */
export function checkedTogether<T extends object, B extends object>(target: Dto<T>, body: Dto<B> | undefined, data: unknown): { target: T; body: B } {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return { target: checked(target, data), body: {} as B };
  const names = compiled(target as Dto).schema.properties;
  const members = Map.groupBy(Object.entries(data), ([name]) => body === undefined || Object.hasOwn(names, name));
  const part = (of: boolean) => Object.fromEntries(members.get(of) ?? []);
  return { target: checked(target, part(true)), body: body === undefined ? ({} as B) : checked(body, part(false)) };
}
