import type { PointsAccountEvent } from '@loyalty/contracts';
import type { RecordedEvent, Report } from '@loyalty/ledger';
import { AuditedAccount, shown } from './audited-account';

/**
 * Takes an event into the auditor's books and holds them against what the event says of the account. Answers whether
 * all was well: the first contradiction is reported, and what follows could only repeat it. Invariants 1, 2, 9 and 10.
 */
export function auditAccount(account: AuditedAccount, recorded: RecordedEvent, report: Report): boolean {
  const { position, stream, type } = recorded;
  const wrong = (code: string, detail: string) => {
    report({ code, position, stream, detail });
    return false;
  };
  if (!AuditedAccount.knows(type)) return wrong('undecodable_event', `this program knows no ${type}`);
  const event = recorded as unknown as PointsAccountEvent;
  const { wallet, memberId, postings, balances } = event.data;
  if (!account.isNamed(stream, wallet, memberId)) return wrong('envelope_mismatch', `the event is of ${memberId} in ${wallet}`);
  account.post(postings);
  if (!account.agrees(balances)) return wrong('balance_mismatch', `the event says ${shown(balances)}; all postings so far make ${shown(account)}`);
  if (account.isNegative) return wrong('balance_negative', shown(account));
  const mistake = account.move(event);
  return mistake === undefined || wrong('lots_mismatch', mistake);
}
