/** A real server on loopback that a test, a benchmark or `npm run infra` started. */
export interface RunningServer {
  /** `kafka` or `mongo`. */
  readonly name: string;
  /** The address as our settings write it, e.g. `kafka://127.0.0.1:9092`. */
  readonly url: string;
  readonly pid: number;
  /** SIGTERM, and SIGKILL when that does not help; resolves when the process is gone. Harmless when it is gone already. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash; resolves when the process is gone, and its port with it. */
  kill(): Promise<void>;
}

export interface ServerOptions {
  /** Where its data and its log live; made when missing. A second start on it goes on with the same data. */
  readonly folder: string;
  /** A free one when left out. Give the one from before to come back under the same address. */
  readonly port?: number;
  /** It goes on when this process ends. Otherwise no end of this process leaves it behind. */
  readonly outlives?: boolean;
}
