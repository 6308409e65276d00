import { SELECTED_VALUES_MAX } from '@loyalty/contracts';
import { checkFields, optional, schemaOf, type Field } from './field';
import { amounts } from './money-fields';
import { oneOf, truth, whole } from './plain';

/** A list of texts without repetition. */
export function texts(en: string, he: string): Field {
  return {
    text: { en, he },
    schema: { type: 'array', minItems: 1, maxItems: SELECTED_VALUES_MAX, uniqueItems: true, items: { type: 'string', minLength: 1, maxLength: 100 } },
    check(value, path, fault) {
      if (!Array.isArray(value) || value.length === 0 || value.length > SELECTED_VALUES_MAX) return fault(path, `a list of 1 to ${SELECTED_VALUES_MAX} texts is expected`);
      value.forEach((text: unknown, i) => {
        if (typeof text !== 'string' || text.length === 0 || text.length > 100) fault(`${path}/${i}`, 'a text of 1 to 100 characters is expected');
      });
      if (new Set(value).size < value.length) fault(path, 'a text is repeated');
    },
  };
}

function object(en: string, he: string, fields: Readonly<Record<string, Field>>): Field {
  return { text: { en, he }, schema: schemaOf(fields), check: (value, path, fault) => checkFields(fields, value, path, fault) };
}

const named = {
  skus: optional(texts('Articles', 'פריטים')),
  categories: optional(texts('Categories', 'קטגוריות')),
  brands: optional(texts('Brands', 'מותגים')),
};

const bounds = object('Price of one unit', 'מחיר ליחידה', { from: optional(amounts('From', 'מ', 0)), to: optional(amounts('Up to', 'עד', 0)) });

/** Which goods. */
export const items: Field = object('Goods', 'מוצרים', {
  ...named,
  except: optional(object('Except', 'למעט', named)),
  unitPrice: optional(bounds),
  onSale: optional(truth('On sale', 'במבצע')),
});

const units: Field = object('Units', 'יחידות', {
  most: optional(whole('At most', 'לכל היותר', 1)),
  mostPerLine: optional(whole('At most of each line', 'לכל היותר בכל שורה', 1)),
  multipleOf: optional(whole('In groups of', 'בקבוצות של', 2)),
  take: optional(oneOf('First', 'תחילה', ['cheapest', 'dearest'])),
});

/** What an effect works on. */
export const target: Field = object('On', 'על', {
  over: oneOf('What', 'מה', ['items', 'shipping', 'all']),
  items: optional(items),
  methods: optional(texts('Shipping methods', 'שיטות משלוח')),
  units: optional(units),
});

/** So many of some goods. */
export function someGoods(en: string, he: string): Field {
  return object(en, he, { items, quantity: whole('Quantity', 'כמות', 1, 1_000_000) });
}
