import { streamPart } from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/ledger';
import type { AccountId } from '../domain/account/commands';

/** The id under which views keep an account; it sorts all accounts of a wallet together. */
export function accountKey({ wallet, memberId }: AccountId): string {
  return `${wallet}.${streamPart(memberId)}`;
}

/** The account that an event of the account category belongs to. */
export function accountOf(event: RecordedEvent): AccountId {
  return event.data as AccountId;
}
