import { invalid } from '@loyalty/kernel';

/**
 * A stream is named `<category>-<id>`: the category says which aggregate it belongs to and never contains a hyphen,
 * the id may. Parts of an id are separated by a dot (`pointsAccount-main.m42`).
 */
export type StreamName = string;

export const STREAM_NAME_LENGTH_MAX = 200;

const STREAM_NAME = /^[a-z][A-Za-z]{0,39}-[A-Za-z0-9_~@:.-]+$/;

/** Joins a category and the parts of an id; throws `stream_name_invalid` when the result cannot name a stream. */
export function streamName(category: string, ...idParts: readonly string[]): StreamName {
  return assertStreamName(`${category}-${idParts.join('.')}`);
}

/** Gives back a name that can be stored by every adapter; throws `stream_name_invalid`. */
export function assertStreamName(name: string): StreamName {
  if (name.length > STREAM_NAME_LENGTH_MAX || !STREAM_NAME.test(name)) {
    throw invalid('stream_name_invalid', `"${name.slice(0, 80)}" cannot name a stream`, { stream: name.slice(0, 80) });
  }
  return name;
}

/** The category of a stream: all before the first hyphen. */
export function categoryOf(name: StreamName): string {
  return name.slice(0, name.indexOf('-'));
}

/** The parts of a stream's id, in order. */
export function idPartsOf(name: StreamName): string[] {
  return name.slice(name.indexOf('-') + 1).split('.');
}
