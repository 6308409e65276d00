import { fingerprint } from '@loyalty/kernel';
import type { IntakeContext } from '@loyalty/kafka';
import type { Command } from '@loyalty/ledger';

const ACTOR = /^[!-~]{1,100}$/;

/**
 * The command that a message is, for `ledger.transact`: the message's CloudEvents id makes it the same whenever it is sent
 * again, and its source is who asks. Throws `not_canonical`.
 */
export function messageCommand({ id, type, headers }: IntakeContext, data: unknown): Command {
  const source = headers['ce_source'] ?? '';
  return { id: `message:${id}`, actor: ACTOR.test(source) ? `message:${source}` : 'message', fingerprint: fingerprint({ type, data }) };
}
