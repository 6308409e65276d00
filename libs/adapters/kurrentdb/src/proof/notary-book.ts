import { jsonEvent, STREAM_STATE } from '@kurrent/kurrentdb-client';
import { conflict, invalid, type Instant } from '@loyalty/kernel';
import { corrupt } from '@loyalty/ledger';
import type { Connection } from '../connection/connection';
import { fromKurrent } from '../connection/kurrent-error';
import type { Stored } from '../connection/stored';
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

  /** What was attested after what was read so far, oldest first, at most a thousand; nothing at the end of the book. */
  async readOn(): Promise<readonly Attested[]> {
    const page = await this.connection.readStream(this.stream, { from: this.records + 1, count: PAGE });
    this.records += page.length;
    return page.map(attestedOf);
  }

  /** Reads on from the first record again. */
  rewind(): void {
    this.records = 0;
  }

  /** What was attested last, if anything was; what is read on from stays as it is. */
  async newest(): Promise<Attested | undefined> {
    const [last] = await this.connection.readStream(this.stream, { from: 'last', count: 1 });
    return last === undefined ? undefined : attestedOf(last);
  }

  /** After all that was read. Throws `notary_overtaken` when another of this name wrote first, `store_unavailable`. */
  async write(attested: Attested): Promise<void> {
    const record = jsonEvent({ id: this.newId(), type: ATTESTED_TYPE, data: { ...attested } });
    const expectedState = this.records === 0 ? 'no_stream' as const : BigInt(this.records - 1);
    try {
      const appended = await this.connection.append([{ streamName: this.stream, record }], [{ type: STREAM_STATE, streamName: this.stream, expectedState }]);
      if ('violations' in appended) throw conflict('notary_overtaken', 'Another notary of this name has gone on', {});
    } catch (error) {
      throw fromKurrent(error);
    }
    this.records += 1;
  }
}

function attestedOf({ stream, revision, text }: Stored): Attested {
  try {
    const attested = JSON.parse(text) as Attested;
    if (Number.isSafeInteger(attested.commit) && Number.isSafeInteger(attested.position)) return attested;
  } catch {
    // Said below, with the place.
  }
  throw corrupt('attestation_undecodable', `${stream} holds at ${revision} what no notary wrote`, { stream, revision });
}
