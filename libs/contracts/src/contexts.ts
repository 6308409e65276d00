import { invalid } from '@loyalty/kernel';
import { COMMERCE_CATEGORIES } from './commerce';
import { COUPONS_CATEGORIES } from './coupons';
import { POINTS_CATEGORIES } from './points';

/** Which context writes which stream categories, and so on which topic their events are published. */
export const CATEGORIES_OF = { commerce: COMMERCE_CATEGORIES, points: POINTS_CATEGORIES, coupons: COUPONS_CATEGORIES } as const satisfies Readonly<Record<string, readonly string[]>>;
export type ContextName = keyof typeof CATEGORIES_OF;

const owners = new Map<string, ContextName>((Object.keys(CATEGORIES_OF) as ContextName[]).flatMap((context) => CATEGORIES_OF[context].map((category) => [category, context] as const)));

/** The context that writes a category. Throws `category_unknown`. */
export function contextOf(category: string): ContextName {
  const owner = owners.get(category);
  if (owner === undefined) throw invalid('category_unknown', `No context has streams of the category ${category}`, { category });
  return owner;
}
