import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Ask } from './asks';

/** What was answered: where the log was and what was said, or the code of the refusal. */
export interface Answer {
  readonly position?: number;
  readonly answer?: unknown;
  readonly refused?: string;
}

type Entry = { readonly asked: Ask } | { readonly answered: string; readonly with: Answer } | { readonly note: string };

/**
 * What the callers of a child saw, in a file of its own beside the ledger: an entry is written before the next thing
 * happens, and the kernel keeps it when the process is killed.
 */
export class JournalWriter {
  private readonly fd: number;

  constructor(file: string) {
    this.fd = openSync(file, 'a');
  }

  add(entry: Entry): void {
    writeSync(this.fd, `${JSON.stringify(entry)}\n`);
  }

  close(): void {
    closeSync(this.fd);
  }
}

export interface Journal {
  /** In the order in which they were asked, each once. */
  readonly asked: readonly Ask[];
  /** By command id; a command that was asked again has several. */
  readonly answers: ReadonlyMap<string, readonly Answer[]>;
  readonly notes: readonly string[];
}

/** Reads a journal; a last line that the kill cut short was never said. */
export function readJournal(file: string): Journal {
  const asked = new Map<string, Ask>();
  const answers = new Map<string, Answer[]>();
  const notes: string[] = [];
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  for (const line of lines) {
    const entry = JSON.parse(line) as Entry;
    if ('asked' in entry) asked.set(entry.asked.id, entry.asked);
    else if ('answered' in entry) answers.set(entry.answered, [...(answers.get(entry.answered) ?? []), entry.with]);
    else notes.push(entry.note);
  }
  return { asked: [...asked.values()], answers, notes };
}
