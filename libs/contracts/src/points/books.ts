/**
 * The accounts of the books of one wallet. Every points event moves points between them so that the moves add up to
 * zero. `pending`, `available`, `held` and `debt` are the member's side (debt is negative: what the member owes);
 * `issued` (negative: what was given out), `redeemed`, `expired` and `adjusted` are the programme's.
 */
export const BOOK_ACCOUNTS = ['issued', 'pending', 'available', 'held', 'redeemed', 'expired', 'adjusted', 'debt'] as const;

export type BookAccount = (typeof BOOK_ACCOUNTS)[number];

/** How an event changes the books, in the wallet's smallest unit; the values add up to zero. */
export type Postings = { readonly [Account in BookAccount]?: number };
