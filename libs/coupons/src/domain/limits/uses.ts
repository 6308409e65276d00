import { rejected } from '@loyalty/kernel';

/** What happens to one use of a campaign or code. */
export type UseHappening = 'held' | 'released' | 'lapsed' | 'committed' | 'order_cancelled';

/**
 * How many uses count. A hold counts while it is open; released or lapsed it leaves no trace. Whether a cancelled order
 * gives its use back is the campaign's policy.
 */
export function usesCounted(uses: readonly (readonly UseHappening[])[], { restoreCancelled }: { readonly restoreCancelled: boolean }): number {
  return uses.filter((happenings) => {
    const last = happenings.at(-1);
    if (last === 'order_cancelled') return !restoreCancelled;
    return last === 'held' || last === 'committed';
  }).length;
}

/**
 * A limit after something more of it is used.
 * @throws state `limit_exhausted` when less is left than is asked
 */
export function useMore(most: number, used: number, more: number): number {
  if (used + more > most) throw rejected('limit_exhausted', `${Math.max(most - used, 0)} are left, ${more} are asked`, { most, used, asked: more });
  return used + more;
}
