import type { ClientReadableStream } from '@grpc/grpc-js';
import { KurrentDBClient, type AppendRecordInput, type ConsistencyCheck } from '@kurrent/kurrentdb-client';
import { StreamsClient } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb';
import type { ReadReq, ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import { addressInvalid, serverAddress } from './address';
import { insideOf, type InsideClient } from './inside-client';
import { fromKurrent } from './kurrent-error';
import { followRequest, logRequest, streamRequest, type LogFilter, type StreamPart } from './requests';
import { storedOf, type Stored } from './stored';
import { violationsOf, type Violation } from './violation';

/** A call that answers with many messages. */
export interface OpenCall {
  readonly responses: ClientReadableStream<ReadResp>;
  /** The driver's error, once the call has failed; it may come before anybody listens. */
  failure(): Error | undefined;
}

/** What became of an append: where its last record is, or what the server found otherwise than expected. */
export type Appended = { readonly place: string } | { readonly violations: readonly Violation[] };

/** A connection to one log in KurrentDB, in the few words that it needs. What fails is one of our errors, except where said. */
export class Connection {
  private readonly inside: InsideClient;

  private constructor(private readonly client: KurrentDBClient, private readonly prefix: string) {
    this.inside = insideOf(client);
  }

  /** Nothing is sent yet. Throws `event_store_url_invalid`. */
  static to(address: string): Connection {
    const { url, prefix } = serverAddress(address);
    let client: KurrentDBClient;
    try {
      client = KurrentDBClient.connectionString(url);
    } catch {
      throw addressInvalid('the client cannot read it');
    }
    return new Connection(client, prefix);
  }

  /** Part of a stream; empty when there is no such stream. */
  async readStream(stream: string, part: StreamPart): Promise<readonly Stored[]> {
    const found: Stored[] = [];
    for await (const stored of this.read(streamRequest(this.prefix + stream, part))) found.push(stored);
    return found;
  }

  /** Part of the whole log, from the record at a place on, or from the start. */
  readLog(place: string | undefined, filter: LogFilter, count: number): AsyncGenerator<Stored> {
    return this.read(logRequest(place, this.inLog(filter), count));
  }

  /** Records after a place as they come. Its errors are the driver's; whoever is done cancels it. */
  follow(place: string | undefined, filter: LogFilter): Promise<OpenCall> {
    return this.begin(followRequest(place, this.inLog(filter)), Infinity);
  }

  /** A record of this log; undefined for messages without one. */
  storedOf(response: ReadResp): Stored | undefined {
    return storedOf(response, this.prefix);
  }

  /** All records or none, if every stream is as it should be. Its errors are the driver's. */
  async append(records: readonly AppendRecordInput[], checks: readonly ConsistencyCheck[]): Promise<Appended> {
    try {
      const { position } = await this.client.appendRecords(records.map((record) => this.named(record)), checks.map((check) => this.named(check)));
      return { place: String(position) };
    } catch (error) {
      const violations = violationsOf(error);
      if (violations === undefined) throw error;
      return { violations: violations.map((violation) => ({ ...violation, stream: violation.stream.slice(this.prefix.length) })) };
    }
  }

  /** Lets the server forget all but the newest record of a stream. */
  async keepNewest(stream: string): Promise<void> {
    try {
      await this.client.setStreamMetadata(this.prefix + stream, { maxCount: 1 });
    } catch (error) {
      throw fromKurrent(error);
    }
  }

  async close(): Promise<void> {
    await this.client.dispose();
  }

  private named<T extends { streamName: string }>(item: T): T {
    return this.prefix === '' ? item : { ...item, streamName: this.prefix + item.streamName };
  }

  private inLog(filter: LogFilter): LogFilter {
    if ('prefixes' in filter) return { prefixes: filter.prefixes.map((start) => this.prefix + start) };
    return { pattern: `^${this.prefix.replaceAll('.', '[.]')}(${filter.pattern})` };
  }

  private async *read(request: ReadReq): AsyncGenerator<Stored> {
    let call: OpenCall | undefined;
    try {
      call = await this.begin(request);
      for await (const response of call.responses) {
        const stored = this.storedOf(response as ReadResp);
        if (stored !== undefined) yield stored;
      }
      const failure = call.failure();
      if (failure !== undefined) throw failure;
    } catch (error) {
      throw fromKurrent(error);
    } finally {
      call?.responses.cancel();
    }
  }

  private async begin(request: ReadReq, deadline?: number): Promise<OpenCall> {
    const { inside } = this;
    const args = inside.callArguments({}, deadline === undefined ? undefined : { deadline });
    const responses = await inside.GRPCStreamCreator(StreamsClient as never, 'read', (client: StreamsClient) => client.read(request, ...args))();
    let failure: Error | undefined;
    responses.on('error', (error) => (failure = error));
    return { responses, failure: () => failure };
  }
}
