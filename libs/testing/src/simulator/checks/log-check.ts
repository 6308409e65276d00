import type { PointsAccountEvent, Wallet } from '@loyalty/contracts';
import { assertPublishedEvent } from '@loyalty/contracts/published';
import { categoryOf, type CommandOutcome, type MemoryDisk, type RecordedEvent } from '@loyalty/ledger';
import { holds, Violation } from '../violation';
import { AccountBooks } from './books';
import { OrderCheck } from './orders';
import type { OutcomeJournal } from './outcome-journal';

/** Reads what became durable since the last step, event by event, and holds it against what is promised of every log. */
export class LogCheck {
  readonly accounts = new Map<string, AccountBooks>();
  /** Positions of each command's events. */
  readonly caused = new Map<string, number[]>();
  /** What reactions to facts changed, account by account. */
  readonly byReactions = new Map<string, number>();
  readonly orders: OrderCheck;
  private readonly wallets = new Map<string, Wallet>();
  private readonly heads = new Map<string, number>();
  private position = 0;
  private outcomes = 0;
  private commits = 0;
  private recordedAt = '';

  constructor(
    private readonly disk: MemoryDisk, private readonly journal: OutcomeJournal, private readonly oneWriter: boolean,
    /** A refusal or an application has just become durable; the accounts are as they were at its position. */
    private readonly recorded: (outcome: CommandOutcome, since: string) => void,
  ) {
    this.orders = new OrderCheck((stream, wallet) => this.account(stream, wallet), oneWriter);
  }

  check(): void {
    const { events, commits } = this.disk;
    if (this.commits === commits.length && this.position === events.length && this.outcomes === this.journal.written.length) return;
    this.journal.check();
    for (; this.commits < commits.length; this.commits += 1) this.commit(commits[this.commits]!.position);
  }

  private commit(end: number): void {
    const { events } = this.disk;
    const from = this.position;
    const transfers = new Set<string>();
    const since = this.recordedAt;
    for (; this.position < end; ) {
      this.outcomesUpTo(this.position, since);
      const event = events[this.position]!;
      this.position += 1;
      this.event(event, from);
      transferred(event, transfers);
    }
    this.outcomesUpTo(end, since);
    holds(transfers.size === 0, 3, 'A transfer is not whole: points left one account and did not reach the other in the same commit', { transfers: [...transfers], position: end });
  }

  /** Outcomes stand between events: after the last one of their command. */
  private outcomesUpTo(position: number, since: string): void {
    const { written } = this.journal;
    while (this.outcomes < written.length && written[this.outcomes]!.position <= position) this.recorded(written[(this.outcomes += 1) - 1]!, since);
  }

  private event(event: RecordedEvent, commitStart: number): void {
    const { position, stream, revision, recordedAt } = event;
    holds(position === this.position, 5, 'Positions have a gap', { position, expected: this.position });
    const head = this.heads.get(stream) ?? 0;
    holds(revision === head + 1, 5, 'Revisions have a gap', { stream, revision, head });
    this.heads.set(stream, revision);
    // Of two writers each knows only its own time, so theirs may differ.
    holds(!this.oneWriter || recordedAt >= this.recordedAt, 5, 'The log\'s time went back', { position, recordedAt, before: this.recordedAt });
    this.recordedAt = recordedAt;
    this.ofCommand(event, commitStart);
    published(event);
    const category = categoryOf(stream);
    if (category === 'pointsWallet') this.wallets.set((event.data as Wallet).wallet, event.data as Wallet);
    if (category === 'pointsAccount') this.moved(event as RecordedEvent & PointsAccountEvent);
    if (category === 'pointsOrder' || category === 'order' || category === 'activity') this.orders.take(event);
  }

  /** Invariant 4: all events of a command stand together in one commit, which also says that it was applied. */
  private ofCommand({ position, command }: RecordedEvent, commitStart: number): void {
    const before = this.caused.get(command);
    holds(before === undefined || (before.at(-1) === position - 1 && before[0]! > commitStart), 4, 'A command had its effect twice', { command, positions: before, again: position });
    if (before === undefined) this.caused.set(command, [position]);
    else before.push(position);
    const outcome = this.journal.get(command);
    holds(outcome !== undefined && outcome.status === 'applied' && outcome.position >= position, 4, 'An event is in the log whose command was not recorded as applied', { command, position, outcome });
  }

  private moved(event: RecordedEvent & PointsAccountEvent): void {
    const { stream, command, data: { wallet, postings } } = event;
    this.account(stream, wallet).take(event);
    this.orders.earned(event);
    if (!command.startsWith('points:')) return;
    const { available = 0, pending = 0, held = 0, debt = 0, expired = 0 } = postings;
    this.byReactions.set(stream, (this.byReactions.get(stream) ?? 0) + available + pending + held + debt + expired);
  }

  account(stream: string, wallet: string): AccountBooks {
    let books = this.accounts.get(stream);
    if (books === undefined) this.accounts.set(stream, (books = new AccountBooks(() => this.wallets.get(wallet)?.debt === 'allowed')));
    return books;
  }
}

function published(event: RecordedEvent): void {
  try {
    assertPublishedEvent(event);
  } catch (error) {
    throw new Violation('contracts', (error as Error).message, { position: event.position });
  }
}

function transferred({ type, data }: RecordedEvent, open: Set<string>): void {
  if (type !== 'points.transferred.out.v1' && type !== 'points.transferred.in.v1') return;
  const { transferId } = data as { transferId: string };
  if (!open.delete(transferId)) open.add(transferId);
}
