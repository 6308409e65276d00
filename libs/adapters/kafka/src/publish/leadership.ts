import type { DomainError } from '@loyalty/kernel';
import type { KafkaConnection } from '../connection/kafka-connection';
import { GroupMember } from '../group/member';
import { DEFAULT_CONSUMER } from '../settings';

/** What a candidate is told. Neither may throw. */
export interface Candidate {
  /** It alone leads, until the signal aborts. */
  lead(signal: AbortSignal): void;
  /** The group cannot be reached; it goes on trying. */
  away(error: DomainError): void;
  /** It is in the group, leading or standing by. */
  joined(): void;
}

/**
 * At most one leader among equal processes: the owner of the only partition of a topic to which nobody writes. The broker
 * may give it to another before this process learns of it, so for a moment two may believe that they lead.
 */
export class Leadership {
  private readonly member: GroupMember;
  private term: AbortController | undefined;

  constructor(topic: string, connection: KafkaConnection, candidate: Candidate) {
    const settings = { ...DEFAULT_CONSUMER, session_ms: 10_000, heartbeat_ms: 1_000, rebalance_ms: 10_000 };
    this.member = new GroupMember(connection, { group: topic, topics: [topic], needs: [{ topic, partitions: 1 }], settings }, {
      assigned: (dealt) => {
        const leads = dealt.length > 0;
        if (!leads) this.end();
        else if (this.term === undefined) {
          this.term = new AbortController();
          candidate.lead(this.term.signal);
        }
        candidate.joined();
      },
      rebalancing: () => undefined,
      lost: (error) => {
        this.end();
        candidate.away(error);
      },
      batch: async ({ batch, resolveOffset }) => resolveOffset(batch.lastOffset()),
    });
  }

  get leads(): boolean {
    return this.term !== undefined;
  }

  start(): Promise<void> {
    return this.member.start();
  }

  /** The term ends; the group is not left yet, so that no other leads before what is under way has ended. */
  end(): void {
    this.term?.abort();
    this.term = undefined;
  }

  async leave(): Promise<void> {
    this.end();
    await this.member.stop();
  }
}
