import type { Instant } from '@loyalty/kernel';
import type { AnyStream, StreamOf } from '../log/decider';
import type { DomainEvent } from '../log/event';
import type { EventToAppend } from '../log/event-store';
import type { Command, Transaction } from './command';
import type { Folded } from './state-cache';

/** A command being decided: what it has done so far is seen by itself only, until it is taken or dropped as a whole. */
export class OpenTransaction implements Transaction {
  readonly events: EventToAppend[] = [];
  readonly changed = new Map<string, Folded>();

  constructor(
    readonly now: Instant,
    private readonly command: Command,
    private readonly known: (name: string) => Folded | undefined,
  ) {}

  knows({ name }: AnyStream): boolean {
    return this.known(name) !== undefined;
  }

  state<S, C, E extends DomainEvent>(stream: StreamOf<S, C, E>): S {
    return this.folded(stream.name).state as S;
  }

  execute<S, C, E extends DomainEvent>(stream: StreamOf<S, C, E>, command: C): readonly E[] {
    const decided = stream.decider.decide(command, this.state(stream));
    let { state, revision } = this.folded(stream.name);
    const taken: EventToAppend[] = [];
    for (const event of decided) {
      revision += 1;
      state = stream.decider.evolve(state as S, event);
      taken.push({
        stream: stream.name,
        revision,
        type: event.type,
        data: event.data,
        effectiveAt: event.effectiveAt,
        command: this.command.id,
        actor: this.command.actor,
        ...(this.command.cause === undefined ? {} : { cause: this.command.cause }),
      });
    }
    for (const event of taken) this.events.push(event);
    if (decided.length > 0) this.changed.set(stream.name, { state, revision });
    return decided;
  }

  private folded(name: string): Folded {
    const folded = this.changed.get(name) ?? this.known(name);
    if (folded === undefined) throw new Error(`${name} is not among the streams that the command named`);
    return folded;
  }
}
