/** Characters of a code in its canonical form, in UTF-16 units; as it is written it may have separators, too. */
export const CODE_LENGTH_MAX = 40;
export const CODE_LENGTH_MIN = 3;
/** Characters of a code as somebody writes it. */
export const CODE_WRITTEN_MAX = 64;

/** Codes of one batch. */
export const BATCH_SIZE_MAX = 10_000_000;
/** Batches in all. */
export const BATCHES_MAX = 10_000;
/** Lines of one import. */
export const IMPORT_LINES_MAX = 1_000_000;
/** Lines that the answer to an import names. */
export const IMPORT_LINES_TOLD = 100;
/** Codes that one campaign shares with everyone, and all campaigns together. */
export const SHARED_CODES_PER_CAMPAIGN_MAX = 1_000;
export const SHARED_CODES_MAX = 100_000;
/** Buckets of all imported codes. */
export const SHELVES = 4_096;
