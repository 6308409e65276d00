import type { Consumer, Reaction } from '@loyalty/messaging';
import type { Projection } from '@loyalty/views';
import type { Job } from './jobs';

/** The events that a context lets others have, where these are not in the same process. */
export interface Publication {
  readonly context: string;
  readonly categories: readonly string[];
}

/**
 * What the contexts bring for the platform to run. A context's module asks for this in its constructor and adds its
 * own: `constructor(work: Contributions) { work.project(accounts); work.react(onOrderPlaced(handler)); }`.
 */
export class Contributions {
  readonly projections: Projection[] = [];
  readonly reactions: Reaction[] = [];
  readonly jobs: Job[] = [];
  readonly publications: Publication[] = [];
  private consumers: ReadonlyMap<string, Consumer> | undefined;

  project(...projections: readonly Projection[]): void {
    this.projections.push(...projections);
  }

  react(...reactions: readonly Reaction[]): void {
    this.reactions.push(...reactions);
  }

  schedule(...jobs: readonly Job[]): void {
    this.jobs.push(...jobs);
  }

  publish(...publications: readonly Publication[]): void {
    this.publications.push(...publications);
  }

  /** The consumer that runs a reaction, once the service is up; for its parking. */
  consumer(reaction: string): Consumer | undefined {
    return this.consumers?.get(reaction);
  }

  /** Everything that takes messages, by name; undefined until it runs. */
  get atWork(): ReadonlyMap<string, Consumer> | undefined {
    return this.consumers;
  }

  /** Called by the wiring when the consumers exist. */
  running(consumers: ReadonlyMap<string, Consumer>): void {
    this.consumers = consumers;
  }
}
