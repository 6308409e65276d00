import { createHash } from 'node:crypto';
import { parseEventLine, type ProvableLog } from '@loyalty/ledger';

/** What an audit found, and where. */
export interface Finding {
  readonly code: 'hash_mismatch' | 'position_gap' | 'index_mismatch' | 'root_mismatch';
  readonly position: number;
}

const sha256 = (...parts: (Uint8Array | string)[]) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** RFC 6962 section 2.1, word for word: the reference that the ledger's own trees are held against. */
export function merkleTreeHash(leaves: readonly (Uint8Array | string)[]): Buffer {
  if (leaves.length === 0) return sha256('');
  if (leaves.length === 1) return sha256('\u0000', leaves[0]!);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha256('\u0001', merkleTreeHash(leaves.slice(0, k)), merkleTreeHash(leaves.slice(k)));
}

/** Recomputes everything from the stored lines. */
export function audit(log: ProvableLog): Finding[] {
  const findings: Finding[] = [];
  const leaves = log.leaves(0, 1_000_000);
  leaves.forEach(({ position, stream, revision, line, leaf }, i) => {
    if (position !== i + 1) findings.push({ code: 'position_gap', position: i + 1 });
    if (!sha256('\u0000', line).equals(leaf)) findings.push({ code: 'hash_mismatch', position });
    try {
      const event = parseEventLine(line);
      if (event.position !== position || event.stream !== stream || event.revision !== revision) findings.push({ code: 'index_mismatch', position });
    } catch {
      findings.push({ code: 'index_mismatch', position });
    }
  });
  const lines = leaves.map(({ line }) => line);
  let last = 0;
  for (const { position, root } of log.commits(0, 1_000_000)) {
    if (!merkleTreeHash(lines.slice(0, position)).equals(root)) findings.push({ code: 'root_mismatch', position });
    last = position;
  }
  if (last !== leaves.length) findings.push({ code: 'root_mismatch', position: last });
  return findings;
}
