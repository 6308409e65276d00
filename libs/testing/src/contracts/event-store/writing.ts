import type { Instant } from '@loyalty/kernel';
import type { Commit, EventStore, EventToAppend, OutcomeToAppend, RecordedEvent } from '@loyalty/ledger';

export const NEW_YEAR = '2026-01-01T00:00:00.000Z' as Instant;

/** An event of a stream at a revision, which is also what it says. */
export function event(stream: string, revision: number, data: unknown = { n: revision }): EventToAppend {
  return { stream, revision, type: 'counted.v1', data, effectiveAt: NEW_YEAR, command: `${stream}-${revision}`, actor: 'tester' };
}

/** Consecutive events of a stream: revisions `from` to `to`. */
export function events(stream: string, from: number, to: number): EventToAppend[] {
  return Array.from({ length: to - from + 1 }, (_, i) => event(stream, from + i));
}

export function commit(list: readonly EventToAppend[], outcomes: readonly OutcomeToAppend[] = [], recordedAt = NEW_YEAR): Commit {
  return { recordedAt, events: list, outcomes };
}

export function applied(commandId: string, eventsBefore: number, answer: unknown = null): OutcomeToAppend {
  return { commandId, fingerprint: `f-${commandId}`, eventsBefore, status: 'applied', answer: JSON.stringify(answer) };
}

export function refused(commandId: string, eventsBefore: number, error: unknown): OutcomeToAppend {
  return { commandId, fingerprint: `f-${commandId}`, eventsBefore, status: 'rejected', answer: JSON.stringify(error) };
}

/** Every event of the log, read in pages. */
export async function wholeLog(store: EventStore, pageSize = 1_000): Promise<RecordedEvent[]> {
  const all: RecordedEvent[] = [];
  for (let after = 0; ; ) {
    const page = await store.readAll({ after, limit: pageSize });
    all.push(...page.events);
    if (page.through === after) return all;
    after = page.through;
  }
}

/** `stream@revision` of each event, in order. */
export function places(list: readonly RecordedEvent[]): string[] {
  return list.map(({ stream, revision }) => `${stream}@${revision}`);
}

/** An error of the house with this code and these facts. */
export function coded(code: string, facts: object = {}) {
  return expect.objectContaining({ code, facts: expect.objectContaining(facts) });
}
