import { invalid } from '@loyalty/kernel';
import { outcomesTopic } from '@loyalty/messaging';
import type { IntakeContext } from './context';

/** A CloudEvents type, on any of the intake's topics, or on the one topic that is named. */
export type IntakePattern = string | { readonly topic: string; readonly type: string };

export type Handle = (data: unknown, context: IntakeContext) => unknown;

export interface Route {
  /** A command has an outcome, an event has none. */
  readonly kind: 'command' | 'event';
  readonly handle: Handle;
}

/** Which handler takes which type on which topic. */
export class Routes {
  private readonly routes = new Map<string, Map<string, Route>>();
  private readonly anywhere = new Map<string, Route>();

  /** Throws `pattern_invalid`, `pattern_taken` and, for a command on a topic without outcomes, `pattern_without_outcomes`. */
  add(pattern: unknown, route: Route): void {
    const { topic, type } = read(pattern);
    if (route.kind === 'command' && topic !== undefined) assertHasOutcomes(topic, type);
    const routes = topic === undefined ? this.anywhere : (this.routes.get(topic) ?? new Map<string, Route>());
    // Several handlers may want one event: Nest has hung the second behind the first.
    if (routes.has(type) && (route.kind === 'command' || routes.get(type)!.kind === 'command')) throw invalid('pattern_taken', `Two handlers want ${type}`, { type });
    if (!routes.has(type)) routes.set(type, route);
    if (topic !== undefined) this.routes.set(topic, routes);
  }

  /** The topics to read: those of patterns, and those given for patterns that name none. Throws `pattern_without_topic`, `pattern_without_outcomes`. */
  topics(given: readonly string[]): readonly string[] {
    const [type] = this.anywhere.keys();
    if (type !== undefined && given.length === 0) throw invalid('pattern_without_topic', `No topic is named for ${type}`, { type });
    for (const [each, { kind }] of this.anywhere) if (kind === 'command') for (const topic of given) assertHasOutcomes(topic, each);
    return [...new Set([...given, ...this.routes.keys()])];
  }

  find(topic: string, type: string): Route | undefined {
    return this.routes.get(topic)?.get(type) ?? this.anywhere.get(type);
  }
}

function read(pattern: unknown): { topic: string | undefined; type: string } {
  if (typeof pattern === 'string' && pattern !== '') return { topic: undefined, type: pattern };
  const { topic, type } = (pattern ?? {}) as { topic?: unknown; type?: unknown };
  if (typeof topic === 'string' && typeof type === 'string' && topic !== '' && type !== '') return { topic, type };
  throw invalid('pattern_invalid', 'A pattern is a CloudEvents type, or { topic, type }', {});
}

function assertHasOutcomes(topic: string, type: string): void {
  if (outcomesTopic(topic) === undefined) throw invalid('pattern_without_outcomes', `${type} is answered, but ${topic} is no topic of commands; use @EventPattern`, { topic, type });
}
