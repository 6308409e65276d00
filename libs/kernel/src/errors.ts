/**
 * What kind of answer an error is. It alone decides the HTTP status and the shape of the Kafka outcome:
 * validation (the request can never be right), conflict (something else was there first), state (the rules of the
 * domain say no), not_found, forbidden, overloaded (come back later), unavailable (a part is down), corruption (what is
 * stored contradicts itself; a person must look).
 */
export type ErrorCategory =
  | 'validation' | 'conflict' | 'state' | 'not_found' | 'forbidden' | 'overloaded' | 'unavailable' | 'corruption';

const CATEGORIES: ReadonlySet<unknown> = new Set<ErrorCategory>(
  ['validation', 'conflict', 'state', 'not_found', 'forbidden', 'overloaded', 'unavailable', 'corruption']);

/** Where the fault is ours and someone will want to know from which line it came. All others are answers. */
function deservesStack(category: ErrorCategory): boolean {
  return category === 'unavailable' || category === 'corruption';
}

/**
 * The one error of the house: a stable `code` for programs, a message for people, the facts behind it.
 * `retryable` says whether the same request may succeed later unchanged; by default only overloaded and unavailable.
 * Facts are JSON values and hold no personal data: rejections are stored in the log for ever.
 *
 * A rejection is an ordinary answer on the hot path, so only unavailable and corruption pay for a stack trace.
 */
export class DomainError extends Error {
  readonly category: ErrorCategory;
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly retryable: boolean;

  constructor(
    category: ErrorCategory,
    code: string,
    message: string,
    facts: Readonly<Record<string, unknown>> = {},
    options?: { retryable?: boolean; cause?: unknown },
  ) {
    const cause = options?.cause === undefined ? undefined : { cause: options.cause };
    if (deservesStack(category)) {
      super(message, cause);
    } else {
      // V8 walks the stack while constructing unless the limit is 0; nothing between these lines can throw or yield.
      const limit = Error.stackTraceLimit;
      Error.stackTraceLimit = 0;
      super(message, cause);
      Error.stackTraceLimit = limit;
    }
    this.category = category;
    this.code = code;
    this.facts = facts;
    this.retryable = options?.retryable ?? (category === 'overloaded' || category === 'unavailable');
  }
}
Object.defineProperty(DomainError.prototype, 'name', { value: 'DomainError', configurable: true, writable: true });

/** A request that can never be right, whatever the state. */
export function invalid(code: string, message: string, facts?: Readonly<Record<string, unknown>>): DomainError {
  return new DomainError('validation', code, message, facts);
}

/** Something else was there first: a used key, a moved revision. */
export function conflict(code: string, message: string, facts?: Readonly<Record<string, unknown>>): DomainError {
  return new DomainError('conflict', code, message, facts);
}

/** The rules of the domain say no in the present state. */
export function rejected(code: string, message: string, facts?: Readonly<Record<string, unknown>>): DomainError {
  return new DomainError('state', code, message, facts);
}

/** What the request names does not exist. */
export function notFound(code: string, message: string, facts?: Readonly<Record<string, unknown>>): DomainError {
  return new DomainError('not_found', code, message, facts);
}

/** Told by its shape, not its constructor: errors also come from another copy of this room and from worker threads. */
export function isDomainError(x: unknown): x is DomainError {
  if (typeof x !== 'object' || x === null) return false;
  const { code, category, message } = x as Partial<DomainError>;
  return typeof code === 'string' && typeof message === 'string' && CATEGORIES.has(category);
}
