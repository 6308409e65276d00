import type { Instant } from '@loyalty/kernel';

/**
 * An event as other teams receive it: CloudEvents 1.0, names in lower case without separators as the specification
 * demands. Positions and revisions are decimal text, because its Integer has only 32 bits.
 */
export interface CloudEvent {
  readonly specversion: '1.0';
  /** `<stream>@<revision>`: unique within its source and the same whenever it is sent again. */
  readonly id: string;
  /** `/ledger/<logId>` */
  readonly source: string;
  readonly type: string;
  /** The stream: the aggregate that the event is about. */
  readonly subject: string;
  /** When the log took it. */
  readonly time: Instant;
  readonly datacontenttype: 'application/json';
  readonly position: string;
  readonly revision: string;
  /** Id of the command that caused it, who gave that, and when the event counts for the business. */
  readonly command: string;
  readonly actor: string;
  readonly effectiveat: Instant;
  /** Id of the event that the command reacted to, if it did. */
  readonly cause?: string;
  readonly data: unknown;
}
