import type { EvaluationRequest, RedemptionContent } from '@loyalty/contracts';
import { conflict } from '@loyalty/kernel';

/** Whose a redemption is. */
export type Owner = Pick<EvaluationRequest, 'member' | 'device' | 'cartId'> & { readonly shop?: string };

/**
 * The same member, cart or device may replace or take over its own hold; a guest's cart may become a member's.
 * @throws conflict `redemption_of_another`
 */
export function assertOwn(content: Owned, asking: Owner): void {
  if (!isOwn(content, asking)) throw conflict('redemption_of_another', 'This redemption belongs to another member or cart', { redemptionId: content.redemptionId });
}

type Owned = Pick<RedemptionContent, 'redemptionId' | 'shop' | 'request'>;

export function isOwn({ request, shop }: Owned, asking: Owner): boolean {
  return isSame({ ...request, ...(shop === undefined ? {} : { shop }) }, asking);
}

function isSame(owner: Owner, asking: Owner): boolean {
  if (owner.member !== undefined && asking.member !== undefined) return owner.member.memberId === asking.member.memberId;
  if (owner.cartId !== undefined && asking.cartId !== undefined) return owner.cartId === asking.cartId && owner.shop === asking.shop;
  if (owner.device !== undefined && asking.device !== undefined) return owner.device === asking.device;
  return owner.member === undefined && owner.cartId === undefined && owner.device === undefined;
}
