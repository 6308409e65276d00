import { readFileSync } from 'node:fs';
import { isDomainError } from '@loyalty/kernel';
import { corrupt, EMPTY_ROOT, lastCommit, openCheckpoint, originOf, parseCheckpoint, rootAt, signCheckpoint, verifyingKeyOf, type Checkpoint, type Finding, type ProvableLog, type VerifyingKey } from '@loyalty/ledger';
import { EXIT, exitCodeOf } from '../exit-codes';
import type { Answer, Io } from '../io';
import { findingsText } from '../output/findings-text';
import { table } from '../output/table';
import type { Settings } from '../settings';
import { CheckpointFiles } from '../store/checkpoint-files';
import { withStore } from '../store/open-store';

/**
 * Signs what the log is now and writes it outside the store. Nothing is signed that contradicts itself or an earlier
 * checkpoint of this folder: `root_mismatch`, `truncated_before_checkpoint`, `forked_from_checkpoint`.
 */
export function issueCheckpoint(io: Io, { store: address, dataDir }: Settings): Promise<Answer> {
  return withStore(address, async (store) => {
    const log = await store.log();
    const files = new CheckpointFiles(dataDir);
    const last = lastCommit(log);
    const [size, root] = [last?.position ?? 0, last?.root ?? EMPTY_ROOT];
    if (!rootAt(log, size).equals(root)) throw corrupt('root_mismatch', `The last commit's root is not that of its ${size} events; run "ledger verify"`, { size });
    const { key, made, publicFile } = files.signingKey(log.logId);
    for (const { file, note } of files.all().filter((kept) => isOf(log, kept.note))) {
      const [finding] = held(log, file, note, verifyingKeyOf(key));
      if (finding !== undefined) throw corrupt(finding.code, `${finding.detail}; nothing was signed`, { file });
    }
    const note = signCheckpoint({ origin: originOf(log.logId), size, root, extensions: [io.now()] }, key);
    const file = files.write(log.logId, size, note);
    const about = [`written to ${file}; keep a copy where nobody who can write to the store can change it`, ...(made ? [`a new key signs: hand ${publicFile} to those who verify`] : [])];
    return { exitCode: EXIT.clean, json: { file, note, size, root: root.toString('hex'), publicKeyFile: publicFile, newKey: made }, text: `${note}\n${about.join('\n')}\n` };
  });
}

/** Holds checkpoints against the log as its stored tree has it; `verify --checkpoint` makes the tree anew. */
export function verifyCheckpoints(_: Io, { store: address, dataDir }: Settings, files: readonly string[], given: string | undefined): Promise<Answer> {
  return withStore(address, async (store) => {
    const log = await store.log();
    const key = new CheckpointFiles(dataDir).verifyingKey(given, log.logId);
    const results = files.map((file) => ({ file, findings: held(log, file, readFileSync(file, 'utf8'), key) }));
    const findings = results.flatMap((result) => result.findings);
    const exitCode = exitCodeOf(findings.map(({ code }) => code));
    const good = results.filter((result) => result.findings.length === 0).map(({ file }) => `${file}: signed by ${key.name}, and the log begins with it`);
    return { exitCode, json: { ok: exitCode === 0, exitCode, checked: files, findings }, text: `${[...good, ...(findings.length > 0 ? [findingsText(findings, {})] : [])].join('\n')}\n` };
  });
}

export async function listCheckpoints(io: Io, { dataDir }: Settings): Promise<Answer> {
  const all = new CheckpointFiles(dataDir).all().map(({ file, note }) => {
    const { origin, size, root, extensions } = parseCheckpoint(note);
    return { file, origin, size, root: root.toString('hex'), issuedAt: extensions[0] ?? '' };
  }).sort((a, b) => a.origin.localeCompare(b.origin) || a.size - b.size);
  const rows = all.map(({ file, size, root, issuedAt }) => [issuedAt, String(size), root.slice(0, 16), file]);
  const columns = [{ title: 'issued' }, { title: 'events', right: true }, { title: 'root (begins)' }, { title: 'file' }];
  return { exitCode: EXIT.clean, json: all, text: all.length === 0 ? 'No checkpoints here; "ledger checkpoint issue" makes one.\n' : `${table(columns, rows, io.forPeople)}\n` };
}

function isOf(log: ProvableLog, note: string): boolean {
  return note.startsWith(`${originOf(log.logId)}\n`);
}

function held(log: ProvableLog, name: string, note: string, key: VerifyingKey): Finding[] {
  let checkpoint: Checkpoint;
  try {
    checkpoint = openCheckpoint(note, key);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return [{ code: error.code, detail: `${name}: ${error.message}` }];
  }
  const { origin, size, root } = checkpoint;
  if (origin !== originOf(log.logId)) return [{ code: 'checkpoint_of_other_log', detail: `${name} is of ${origin}, this is ${originOf(log.logId)}` }];
  if (size > log.size()) return [{ code: 'truncated_before_checkpoint', position: log.size(), detail: `${name} was signed over ${size} events, the log has ${log.size()}` }];
  if (rootAt(log, size).equals(root)) return [];
  return [{ code: 'forked_from_checkpoint', position: size, detail: `${name} was signed over other events than the first ${size} of this log` }];
}
