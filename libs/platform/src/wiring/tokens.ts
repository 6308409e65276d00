/** What a controller, handler or reaction may ask Nest for. The types stand beside the tokens. */

/** `Ledger` of @loyalty/ledger: the writer. */
export const LEDGER = Symbol('LEDGER');
/** `EventStore` of @loyalty/ledger: the log, to read. */
export const EVENT_STORE = Symbol('EVENT_STORE');
/** `ViewStore` of @loyalty/views. */
export const VIEW_STORE = Symbol('VIEW_STORE');
/** `Clock` of @loyalty/kernel. */
export const CLOCK = Symbol('CLOCK');
/** `Random` of @loyalty/kernel. */
export const RANDOM = Symbol('RANDOM');
/** `Timer` of @loyalty/messaging. */
export const TIMER = Symbol('TIMER');
/** `Configuration` of this room. */
export const CONFIGURATION = Symbol('CONFIGURATION');
/** `PointsDesk` of @loyalty/contracts; only there where points are in the process. */
export const POINTS_DESK = Symbol('POINTS_DESK');
