import { fingerprint, instantFromMs, instantToMs, type Instant } from '@loyalty/kernel';
import { cartStream } from '@loyalty/contracts';
import type { Timer } from '@loyalty/views';
import { cart, type AbandonIfIdle } from '../domain';
import type { Commerce } from './record-facts';

/** A cart in which something lies, and when something happened to it last. */
export interface IdleCart {
  readonly shop: string;
  readonly cartId: string;
  readonly lastActivityAt: Instant;
}

/** A page of the open carts to which nothing has happened since `until` (inclusive), longest idle first. */
export type FindIdleCarts = (until: Instant, cursor?: string) => Promise<{ readonly carts: readonly IdleCart[]; readonly next?: string }>;

/**
 * One round: abandons the carts that the view calls idle, if they still are. The view may be behind, and rounds may
 * overlap or run in several processes: the cart's own state decides, and one idleness is one command.
 * @returns how many carts were abandoned by this round
 */
export async function abandonIdleCarts(commerce: Commerce, find: FindIdleCarts, idleMs: number): Promise<number> {
  const at = commerce.clock.now();
  const until = instantFromMs(instantToMs(at) - idleMs);
  let abandoned = 0;
  let cursor: string | undefined;
  do {
    const page = await find(until, cursor);
    const done = await Promise.all(page.carts.map((idle) => abandon(commerce, idle, { type: 'abandon_if_idle', at, idleMs })));
    abandoned += done.filter(Boolean).length;
    cursor = page.next;
  } while (cursor !== undefined);
  return abandoned;
}

async function abandon({ ledger }: Commerce, { shop, cartId, lastActivityAt }: IdleCart, command: AbandonIfIdle): Promise<boolean> {
  const stream = { name: cartStream(shop, cartId), decider: cart };
  const id = `idle/${fingerprint([stream.name, lastActivityAt])}`;
  const { answer, repeated } = await ledger.transact({ id, fingerprint: id, actor: 'commerce/idle-carts' }, {
    streams: [stream],
    decide: (tx) => tx.execute(stream, command).length > 0,
  });
  return answer && !repeated;
}

/** Runs a round every so often until the signal aborts; a round that fails is told and the next one tries again. */
export async function watchIdleCarts(timer: Timer, everyMs: number, round: () => Promise<unknown>, failed: (error: unknown) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await timer.sleep(everyMs, signal);
    if (!signal.aborted) await round().catch(failed);
  }
}
