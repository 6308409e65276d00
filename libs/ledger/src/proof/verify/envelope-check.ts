import type { RecordedEvent } from '../../log/event';
import { parseEventLine } from '../../log/leaf';
import type { StoredLeaf } from '../provable-log';
import type { Report } from './finding';

const INSTANT_LENGTH = '2026-01-01T00:00:00.000Z'.length;

/** The event of a line, if the line is one and says of itself what the store's columns say of it. */
export function openLine(leaf: StoredLeaf, report: Report): RecordedEvent | undefined {
  const { position, stream, revision, line } = leaf;
  const event = parsed(line);
  if (event === undefined) {
    report({ code: 'undecodable_event', position, stream, detail: 'the line is no event: not JSON, or a member is missing' });
    return undefined;
  }
  // A line that names a member twice means different things to different readers, so its beginning is compared as text too.
  const begins = line.startsWith(`{"position":${position},"stream":"${stream}","revision":${revision},"type":"`);
  if (begins && event.position === position && event.stream === stream && event.revision === revision) return event;
  report({ code: 'envelope_mismatch', position, stream, detail: `the line calls itself ${event.stream}@${event.revision} at position ${event.position}, the store ${stream}@${revision}` });
  return undefined;
}

function parsed(line: string): RecordedEvent | undefined {
  try {
    const event = parseEventLine(line);
    return isWhole(event) ? event : undefined;
  } catch {
    return undefined; // reported by the caller, who knows where the line stands
  }
}

function isWhole(event: RecordedEvent | null): event is RecordedEvent {
  return typeof event === 'object' && event !== null
    && typeof event.type === 'string' && typeof event.command === 'string' && typeof event.actor === 'string'
    && isInstant(event.recordedAt) && isInstant(event.effectiveAt) && typeof event.data === 'object' && event.data !== null && !Array.isArray(event.data);
}

function isInstant(text: unknown): boolean {
  return typeof text === 'string' && text.length === INSTANT_LENGTH && text.endsWith('Z');
}
