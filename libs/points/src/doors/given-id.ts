import { notFound } from '@loyalty/kernel';
import type { AccountId } from '../domain/account/commands';

/**
 * An id that an account gave names its event by a letter and a number, and the letter says of which kind. `R12` and
 * `L12` are the same event, so a redemption's id in the place of an award's must not pass for one: the two would be
 * counted apart, and the award taken back twice. Throws `award_unknown`.
 */
export function givenAwardId(id: AccountId, awardId: string): string {
  if (awardId.startsWith('L')) return awardId;
  throw notFound('award_unknown', `No award ${awardId} was made to this account`, { ...id, awardId });
}

/** The same for redemptions. Throws `redemption_unknown`. */
export function givenRedemptionId(id: AccountId, redemptionId: string): string {
  if (redemptionId.startsWith('R')) return redemptionId;
  throw notFound('redemption_unknown', `No redemption ${redemptionId} was made from this account`, { ...id, redemptionId });
}
