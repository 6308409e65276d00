import type { PointsAccountEvent } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import { eventLine, leafHash, parseEventLine, type Finding, type ProvableLog, type RecordedEvent, type StoredLeaf } from '@loyalty/ledger';
import { accountStream } from '../domain/account/account';
import type { AccountId } from '../domain/account/commands';

/** The events of one account as a log has them, through JSON and back. */
export function recorded(events: readonly PointsAccountEvent[], id: AccountId, at?: (i: number) => Instant): RecordedEvent[] {
  return events.map((event, i) => parseEventLine(eventLine(i + 1, at?.(i) ?? event.effectiveAt, { ...event, stream: accountStream(id).name, revision: i + 1, command: `c${i}`, actor: 'test' })));
}

/** A log of these events and nothing else; without a tree, for those who only fold. */
export function logOf(events: readonly RecordedEvent[]): ProvableLog {
  const rows: StoredLeaf[] = events.map((event, i) => {
    const line = eventLine(i + 1, event.recordedAt, event);
    return { position: i + 1, stream: event.stream, revision: event.revision, line, leaf: leafHash(line) };
  });
  return {
    logId: '00', leaves: (after, limit) => rows.filter(({ position }) => position > after).slice(0, limit), commits: () => [],
    node: () => Buffer.alloc(0), size: () => rows.length, close: () => undefined,
  };
}

/** A store of which only streams are read. */
export function storeOf(events: readonly RecordedEvent[]) {
  return { readStream: async (stream: string, { after, limit }: { after: number; limit: number }) => events.filter((event) => event.stream === stream && event.revision > after).slice(0, limit) };
}

/** Gathers what is reported. */
export function gathering(): { report: (finding: Finding) => void; codes: string[] } {
  const codes: string[] = [];
  return { report: ({ code }) => void codes.push(code), codes };
}
