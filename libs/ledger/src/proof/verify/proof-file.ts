import { DomainError, invalid } from '@loyalty/kernel';
import type { Checkpoint } from '../checkpoint';
import { leafHash, type Hash } from '../hash';
import { proveConsistency, proveInclusion, verifyConsistency, verifyInclusion } from '../proofs';
import type { ProvableLog } from '../provable-log';
import { originOf } from './checkpoint-check';

/** One event is in the log: all that somebody needs who has a checkpoint of that size and nothing else. Hashes in base64. */
export interface InclusionProof {
  readonly kind: 'inclusion';
  readonly origin: string;
  readonly position: number;
  /** The stored bytes of the event. */
  readonly line: string;
  readonly size: number;
  readonly path: readonly string[];
}

/** The log of the larger size begins with that of the smaller one. */
export interface ConsistencyProof {
  readonly kind: 'consistency';
  readonly origin: string;
  readonly oldSize: number;
  readonly size: number;
  readonly path: readonly string[];
}

export type ProofFile = InclusionProof | ConsistencyProof;

/** Throws `proof_out_of_range`. */
export function makeInclusionProof(log: ProvableLog, position: number, size: number): InclusionProof {
  assertSize(log, size);
  const path = proveInclusion(position - 1, size, (level, index) => log.node(level, index));
  const [leaf] = log.leaves(position - 1, 1);
  if (leaf?.position !== position) throw invalid('proof_out_of_range', `The log has no position ${position}`, { position });
  return { kind: 'inclusion', origin: originOf(log.logId), position, line: leaf.line, size, path: path.map(base64) };
}

/** Throws `proof_out_of_range`. */
export function makeConsistencyProof(log: ProvableLog, oldSize: number, size: number): ConsistencyProof {
  assertSize(log, size);
  const path = proveConsistency(oldSize, size, (level, index) => log.node(level, index));
  return { kind: 'consistency', origin: originOf(log.logId), oldSize, size, path: path.map(base64) };
}

/** Reads a proof file; throws `proof_malformed`. */
export function parseProof(text: string): ProofFile {
  let proof: Readonly<Record<string, unknown>> | null;
  try {
    proof = JSON.parse(text) as typeof proof;
  } catch (cause) {
    throw new DomainError('validation', 'proof_malformed', 'The proof is not JSON', {}, { cause });
  }
  const { kind, origin, size, path, position, line, oldSize } = proof ?? {};
  if (typeof origin === 'string' && isCount(size) && Array.isArray(path) && path.every(isHash)) {
    if (kind === 'inclusion' && isCount(position) && typeof line === 'string') return { kind, origin, position, line, size, path };
    if (kind === 'consistency' && isCount(oldSize)) return { kind, origin, oldSize, size, path };
  }
  throw invalid('proof_malformed', 'The proof lacks a member, or has one of another type', {});
}

/** Throws `proof_invalid` unless the event is in the log that was signed. Needs no log. */
export function checkInclusion(proof: InclusionProof, checkpoint: Checkpoint): void {
  assertSame(proof, checkpoint, proof.size);
  const good = verifyInclusion(leafHash(proof.line), proof.position - 1, proof.size, proof.path.map(hashOf), checkpoint.root);
  if (!good) throw invalid('proof_invalid', `The path does not lead from this event to the root that was signed over ${proof.size} events`, { position: proof.position });
}

/** Throws `proof_invalid` unless nothing of the older log was changed in the newer one. Needs no log. */
export function checkConsistency(proof: ConsistencyProof, old: Checkpoint, checkpoint: Checkpoint): void {
  assertSame(proof, old, proof.oldSize);
  assertSame(proof, checkpoint, proof.size);
  const good = verifyConsistency(proof.oldSize, old.root, proof.size, checkpoint.root, proof.path.map(hashOf));
  if (!good) throw invalid('proof_invalid', `The log of ${proof.size} events does not begin with the one of ${proof.oldSize}`, {});
}

function assertSame({ origin }: ProofFile, checkpoint: Checkpoint, size: number): void {
  if (origin !== checkpoint.origin) throw invalid('proof_invalid', `The proof is of ${origin}, the checkpoint of ${checkpoint.origin}`, {});
  if (size !== checkpoint.size) throw invalid('proof_invalid', `The proof is for ${size} events, the checkpoint for ${checkpoint.size}`, {});
}

function assertSize(log: ProvableLog, size: number): void {
  if (size > log.size()) throw invalid('proof_out_of_range', `The log has ${log.size()} events, not ${size}`, { size });
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isHash(text: unknown): text is string {
  return typeof text === 'string' && hashOf(text).length === 32;
}

function base64(hash: Hash): string {
  return hash.toString('base64');
}

function hashOf(text: string): Hash {
  return Buffer.from(text, 'base64');
}
