import { DomainError, isDomainError } from '@loyalty/kernel';
import { corrupt, storeUnavailable } from '@loyalty/ledger';
import mongoose, { mongo } from 'mongoose';

const INTERNAL = 1;
const NAMESPACE_NOT_FOUND = 26;
const NAMESPACE_EXISTS = 48;
const DUPLICATE_KEY = 11_000;

/**
 * The server understood and will refuse it again: bad value, not parsed, dollar and dotted names, no such command, not
 * implemented, too large. Everything else may pass: a lost connection, an election, a right that an operator still grants.
 */
const REFUSALS = new Set([2, 9, 52, 57, 59, 238, 10_334, 17_280, 17_419, 17_420]);

/** A driver's error as one of ours: `store_refused` when a repeat would fail alike, else `store_unavailable`. */
export function fromMongo(error: unknown): unknown {
  if (isDomainError(error) || !isMongoError(error)) return error;
  const { message } = error;
  if (isBsonError(error) || REFUSALS.has(codeOf(error))) return corrupt('store_refused', `MongoDB refuses it: ${message}`, { code: codeOf(error) });
  return storeUnavailable(message, error);
}

/** A URL that cannot be read: `mongodb_url_invalid`. The driver and its reader of URLs each have a class of this name. */
export function isUrlError(error: unknown): error is Error {
  return (error as Error | undefined)?.name === 'MongoParseError';
}

export function urlInvalid(error: Error): DomainError {
  return new DomainError('validation', 'mongodb_url_invalid', `The address of MongoDB cannot be read: ${error.message}`, {}, { cause: error });
}

/**
 * A key that must be there once is there already. FerretDB names a unique index that an update would break only in an
 * internal error's text.
 */
export function isDuplicate(error: unknown): boolean {
  const code = codeOf(error);
  return code === DUPLICATE_KEY || (code === INTERNAL && /UNIQUE constraint failed/.test((error as Error).message));
}

export function isNoSuchCollection(error: unknown): boolean {
  return codeOf(error) === NAMESPACE_NOT_FOUND;
}

export function isCollectionThere(error: unknown): boolean {
  return codeOf(error) === NAMESPACE_EXISTS;
}

/** What cannot be put into the format at all; its class is not exported. */
function isBsonError(error: unknown): boolean {
  return (error as Error | undefined)?.name === 'BSONError';
}

function codeOf(error: unknown): number {
  return Number((error as { code?: number | string } | undefined)?.code ?? 0);
}

function isMongoError(error: unknown): error is Error {
  return error instanceof mongo.MongoError || isBsonError(error) || error instanceof mongoose.Error;
}
