import { once } from 'node:events';
import { closeSync, openSync, writeSync } from 'node:fs';
import { invalid } from '@loyalty/kernel';
import { leavesBetween, makeInclusionProof, type ProvableLog, type StoredLeaf } from '@loyalty/ledger';
import { EXIT } from '../exit-codes';
import type { Answer, Io } from '../io';
import { progressOf } from '../output/progress';
import type { Settings } from '../settings';
import { cutToLastLine } from '../store/export-file';
import { withStore } from '../store/open-store';

export interface ExportOptions {
  readonly from?: number;
  readonly to?: number;
  readonly category?: readonly string[];
  readonly withProof?: boolean;
  readonly output?: string;
  readonly resume?: boolean;
  readonly json?: boolean;
  readonly progress?: boolean;
}

/** Writes the stored lines, byte for byte, one after the other; with proofs, a proof of inclusion in each line's place. */
export function exportLines(io: Io, settings: Settings, options: ExportOptions): Promise<Answer> {
  const { output, resume = false, json = false } = options;
  if (resume && output === undefined) throw invalid('options_contradict', '--resume goes on with the file named by --output', {});
  if (json && output === undefined) throw invalid('options_contradict', 'With --json the lines go to a file: name it with --output', {});
  return withStore(settings.store, async (store) => {
    const log = await store.log();
    const done = resume ? cutToLastLine(output!) : { position: 0 };
    const file = output === undefined ? undefined : openSync(output, resume ? 'a' : 'w');
    try {
      const size = done.size ?? log.size();
      const span = { from: Math.max(options.from ?? 1, done.position + 1), to: Math.min(options.to ?? size, size) };
      const write = file === undefined ? (text: string) => toStream(io.out, text) : async (text: string) => void writeSync(file, text);
      const count = await copy(log, { ...options, ...span, size }, write, progressOf(io, options.progress !== false));
      const summary = { exported: count, from: span.from, to: span.to, size, ...(output === undefined ? {} : { file: output }) };
      if (output === undefined) io.err.write(`${count} events, positions ${span.from} to ${span.to}\n`);
      return { exitCode: EXIT.clean, json: summary, text: output === undefined ? '' : `${count} events, positions ${span.from} to ${span.to}, in ${output}\n` };
    } finally {
      if (file !== undefined) closeSync(file);
    }
  });
}

interface Span {
  readonly from: number;
  readonly to: number;
  /** Proofs are for the log of this size. */
  readonly size: number;
  readonly category?: readonly string[];
  readonly withProof?: boolean;
}

async function copy(log: ProvableLog, { from, to, size, category, withProof }: Span, write: (text: string) => Promise<void>, bar: ReturnType<typeof progressOf>): Promise<number> {
  const wanted = (leaf: StoredLeaf) => category === undefined || category.includes(leaf.stream.slice(0, leaf.stream.indexOf('-')));
  let count = 0;
  let gathered = '';
  try {
    for (const leaf of leavesBetween(log, from - 1, to)) {
      if (wanted(leaf)) {
        count += 1;
        gathered += withProof ? `${JSON.stringify(makeInclusionProof(log, leaf.position, size))}\n` : `${leaf.line}\n`;
      }
      if (gathered.length < 65_536) continue;
      await write(gathered);
      gathered = '';
      bar.tell({ reading: 1, position: leaf.position, size: to });
    }
    await write(gathered);
    return count;
  } finally {
    bar.stop();
  }
}

async function toStream(out: NodeJS.WritableStream, text: string): Promise<void> {
  if (text === '' || out.write(text)) return;
  await once(out, 'drain');
}
