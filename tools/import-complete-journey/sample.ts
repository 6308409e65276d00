import { readCsv, type Row } from './csv';
import { idOf, type Products } from './sale-of';

/** The sample of the year's sales. */
export interface Sample {
  readonly rows: readonly Row[];
  readonly products: Products;
  /** The rows of each basket, in the order of their time. */
  readonly baskets: readonly (readonly Row[])[];
}

export function readSample(directory: string): Sample {
  const rows = readCsv(directory, 'transactions_sample');
  const baskets = Map.groupBy(rows, (row) => row['basket_id']!);
  return {
    rows,
    products: new Map(readCsv(directory, 'products').map((row) => [idOf(row['product_id']), row])),
    baskets: [...baskets.values()].sort(([a], [b]) => (a!['transaction_timestamp']! < b!['transaction_timestamp']! ? -1 : 1)),
  };
}
