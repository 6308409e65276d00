import { errorToJson, type DomainError, type ErrorRecord } from '@loyalty/kernel';
import { collectionName } from '../view-ref';
import type { FeedState, ViewFeed } from './view-feed';

/** How one build stands, for health, metrics and the command line. */
export interface ViewStatus {
  readonly name: string;
  readonly collection: string;
  /** Whether readers are on it. */
  readonly live: boolean;
  readonly state: FeedState;
  readonly position: number;
  /** Positions between it and the end of the log. */
  readonly lag: number;
  readonly seen: number;
  readonly applied: number;
  readonly ignored: number;
  readonly written: number;
  readonly error?: ErrorRecord;
}

export function statusOf(feed: ViewFeed, { live, head, logError }: { live: boolean; head: number; logError?: DomainError | undefined }): ViewStatus {
  const error = feed.error ?? logError;
  return {
    name: feed.view.name,
    collection: collectionName(feed.view),
    live,
    state: stateOf(feed, logError),
    position: feed.position,
    lag: Math.max(0, head - feed.position),
    ...feed.counters,
    ...(error === undefined ? {} : { error: errorToJson(error) }),
  };
}

/** A view whose log cannot be read does not run either. */
function stateOf({ state }: ViewFeed, logError: DomainError | undefined): FeedState {
  if (state !== 'running' || logError === undefined) return state;
  return logError.retryable ? 'waiting' : 'failed';
}
