export type Scalar = string | number | boolean | null;

/**
 * What a field must be: a value, one of several, or inside a range. A field that is absent counts as null; a range never
 * holds for null. Each field holds one type of scalar throughout a view: stores need not agree on how to compare others.
 */
export type Condition =
  | Scalar
  | {
      readonly $eq?: Scalar;
      readonly $in?: readonly Scalar[];
      readonly $gt?: string | number;
      readonly $gte?: string | number;
      readonly $lt?: string | number;
      readonly $lte?: string | number;
    };

/** Field or dotted path to condition; all must hold. `_id` is the document's id. */
export type Filter = Readonly<Record<string, Condition>>;

export interface SortKey {
  readonly field: string;
  readonly descending?: boolean;
}

export interface Query {
  readonly filter?: Filter;
  /** Null comes before everything, text goes by code points; ties go by id, in the direction of the last key. */
  readonly sort?: readonly SortKey[];
  /** 1 to 1,000 documents, 100 when left out. */
  readonly limit?: number;
  /** `next` of the page before, asked with the same sort. */
  readonly cursor?: string;
}

export interface ViewItem<Doc extends object> {
  readonly id: string;
  /** The last event that changed the document. */
  readonly position: number;
  readonly doc: Doc;
}

export interface Found<Doc extends object> {
  readonly items: readonly ViewItem<Doc>[];
  /** Asks for what follows; absent on the last page. */
  readonly next?: string;
  /** What the view reflects, at least: every event up to here. */
  readonly position: number;
}

export interface Got<Doc extends object> {
  readonly item?: ViewItem<Doc>;
  readonly position: number;
}
