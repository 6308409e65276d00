/** Lets time pass; the real one lives at the edge, tests bring one that does not wait. */
export interface Timer {
  /** Resolves after so many milliseconds, or as soon as the signal aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Up to where a consumer has settled everything, and of which log. */
export interface ConsumerCheckpoint {
  readonly position: number;
  readonly logId: string;
}

/** Where consumers remember how far they are. A checkpoint may be older than the truth, never newer. */
export interface CheckpointStore {
  load(consumer: string): Promise<ConsumerCheckpoint | undefined>;
  /** One that would go back is not taken. Throws `store_unavailable`. */
  save(consumer: string, checkpoint: ConsumerCheckpoint): Promise<void>;
}
