import { readFileSync, writeFileSync } from 'node:fs';
import { invalid } from '@loyalty/kernel';
import { checkConsistency, checkInclusion, makeConsistencyProof, makeInclusionProof, openCheckpoint, parseCheckpoint, parseProof, type Checkpoint, type ProofFile } from '@loyalty/ledger';
import { EXIT } from '../exit-codes';
import type { Answer, Io } from '../io';
import { jsonText } from '../output/json';
import type { Settings } from '../settings';
import { CheckpointFiles } from '../store/checkpoint-files';
import { withStore } from '../store/open-store';

export interface ProveOptions {
  readonly checkpoint?: readonly string[];
  readonly key?: string;
  readonly size?: number;
  readonly output?: string;
}

/** A proof that one event is in the log, for a checkpoint's size or the log's own. */
export function proveInclusion(_: Io, { store: address }: Settings, position: number, options: ProveOptions): Promise<Answer> {
  return withStore(address, async (store) => {
    const log = await store.log();
    return made(makeInclusionProof(log, position, sizeOf(options) ?? log.size()), options);
  });
}

/** A proof that the log of one size begins with that of another. */
export function proveConsistency(_: Io, { store: address }: Settings, oldSize: number, size: number | undefined, options: ProveOptions): Promise<Answer> {
  return withStore(address, async (store) => {
    const log = await store.log();
    return made(makeConsistencyProof(log, oldSize, size ?? sizeOf(options) ?? log.size()), options);
  });
}

/** Checks a proof with nothing but checkpoints and the key that signed them; the store is not touched. */
export async function checkProof(kind: ProofFile['kind'], { dataDir }: Settings, file: string, { checkpoint = [], key: given }: ProveOptions): Promise<Answer> {
  const proof = parseProof(readFileSync(file, 'utf8'));
  if (proof.kind !== kind) throw invalid('proof_malformed', `${file} is a proof of ${proof.kind}`, {});
  const wanted = proof.kind === 'inclusion' ? 1 : 2;
  if (checkpoint.length !== wanted) throw invalid('checkpoints_needed', `A proof of ${kind} is checked against ${wanted} --checkpoint, not ${checkpoint.length}`, {});
  const key = new CheckpointFiles(dataDir).verifyingKey(given, proof.origin.slice(proof.origin.indexOf('/') + 1));
  const opened = checkpoint.map((name): Checkpoint => openCheckpoint(readFileSync(name, 'utf8'), key)).sort((a, b) => a.size - b.size);
  if (proof.kind === 'inclusion') checkInclusion(proof, opened[0]!);
  else checkConsistency(proof, opened[0]!, opened[1]!);
  const said = proof.kind === 'inclusion'
    ? `The event at position ${proof.position} is in the log that ${key.name} signed over ${proof.size} events:\n${proof.line}\n`
    : `The log of ${proof.size} events begins with the one of ${proof.oldSize}, both signed by ${key.name}.\n`;
  return { exitCode: EXIT.clean, json: { ok: true, ...proof }, text: said };
}

function sizeOf({ size, checkpoint: [first] = [] }: ProveOptions): number | undefined {
  return size ?? (first === undefined ? undefined : parseCheckpoint(readFileSync(first, 'utf8')).size);
}

function made(proof: ProofFile, { output }: ProveOptions): Answer {
  const text = jsonText(proof);
  if (output === undefined) return { exitCode: EXIT.clean, json: proof, text };
  writeFileSync(output, text);
  return { exitCode: EXIT.clean, json: { file: output, ...proof }, text: `written to ${output}, for a log of ${proof.size} events\n` };
}
