import { verifyLog, type LogAudit, type RecordedEvent } from '@loyalty/ledger';
import { SqliteProvableLog } from '@loyalty/sqlite';
import type { Measured } from '../result';

/** What the events of a log say of uses. */
class UseCount implements LogAudit<never> {
  committed = 0;
  redemptions = 0;
  mostOfOneCode = 0;
  private readonly ofCode = new Map<string, number>();

  see({ type, stream }: RecordedEvent): void {
    if (type === 'redemption.committed.v1') this.redemptions += 1;
    if (type !== 'coupon.use.committed.v1') return;
    this.committed += 1;
    if (!stream.startsWith('coupon-')) return;
    const count = (this.ofCode.get(stream) ?? 0) + 1;
    this.ofCode.set(stream, count);
    this.mostOfOneCode = Math.max(this.mostOfOneCode, count);
  }

  begin(): undefined {
    return undefined;
  }

  fold(): undefined {
    return undefined;
  }
}

/** Reads the log as an auditor does, and counts: every redemption one use, no code used twice, as many as the callers were told. */
export async function checkUses(file: string, expected: number): Promise<Measured['check'] & { readonly events: number; readonly seconds: number }> {
  const begun = performance.now();
  const log = SqliteProvableLog.open(file);
  const uses = new UseCount();
  try {
    const { size, findings } = await verifyLog(log, { audit: uses });
    const told = findings.map(({ code, position, detail }) => `${code} @${position ?? ''}: ${detail}`);
    for (const [what, count] of [['uses', uses.committed], ['redemptions', uses.redemptions]] as const) if (count !== expected) told.push(`${count} ${what} are committed, the callers were told ${expected}`);
    if (uses.mostOfOneCode > 1) told.push(`a code was used ${uses.mostOfOneCode} times`);
    return { ok: told.length === 0, findings: told.slice(0, 20), events: size, seconds: Math.round(performance.now() - begun) / 1_000 };
  } finally {
    log.close();
  }
}
