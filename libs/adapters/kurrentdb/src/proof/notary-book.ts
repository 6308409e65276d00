import { jsonEvent, STREAM_STATE } from '@kurrent/kurrentdb-client';
import { invalid, type Instant } from '@loyalty/kernel';
import { storeUnavailable } from '@loyalty/ledger';
import type { Connection } from '../connection/connection';
import { fromKurrent } from '../connection/kurrent-error';
import { notaryStream } from '../log/streams';
import type { Walked } from './tree-walk';

/** What a notary has attested: so many events had this root. */
export interface Attested extends Walked {
  readonly at: Instant;
}

const ATTESTED_TYPE = 'ledger.attested.v1';
const PAGE = 1_000;
const NOTARY = /^[A-Za-z0-9_.]{1,64}$/;

/** A notary's own stream. Its records follow on each other, so two notaries of one name cannot both go on. */
export class NotaryBook {
  private readonly stream: string;
  private records = 0;

  /** Throws `notary_invalid` for a name that is none. */
  constructor(private readonly connection: Connection, name: string, private readonly newId: () => string) {
    if (!NOTARY.test(name)) throw invalid('notary_invalid', 'A notary is named by 1 to 64 of A-Z a-z 0-9 _ .', {});
    this.stream = notaryStream(name);
  }

  /** All that was attested, oldest first. */
  async read(): Promise<readonly Attested[]> {
    const all: Attested[] = [];
    for (;;) {
      const page = await this.connection.readStream(this.stream, { from: all.length + 1, count: PAGE });
      for (const { text } of page) all.push(JSON.parse(text) as Attested);
      if (page.length < PAGE) break;
    }
    this.records = all.length;
    return all;
  }

  /** Throws `store_unavailable`, also when another notary of this name wrote first. */
  async write(attested: Attested): Promise<void> {
    const record = jsonEvent({ id: this.newId(), type: ATTESTED_TYPE, data: { ...attested } });
    const expectedState = this.records === 0 ? 'no_stream' as const : BigInt(this.records - 1);
    try {
      const appended = await this.connection.append([{ streamName: this.stream, record }], [{ type: STREAM_STATE, streamName: this.stream, expectedState }]);
      if ('violations' in appended) throw storeUnavailable('another notary of this name has gone on');
    } catch (error) {
      throw fromKurrent(error);
    }
    this.records += 1;
  }
}
