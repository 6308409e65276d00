import type { CallOptions, Client as GrpcClient, Metadata } from '@grpc/grpc-js';
import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { corrupt } from '@loyalty/ledger';

type Constructor<C> = new (...parts: never[]) => C;

/**
 * What the client has and does not offer: its channel, with the reconnecting behind it, and its call options. Its own
 * reads go through a native module that keeps small requests back (it clears TCP_NODELAY: 43 ms for a read where this
 * channel takes 0.7 ms) and that parses what it reads, so that the stored bytes cannot be had.
 */
export interface InsideClient {
  GRPCStreamCreator<C extends GrpcClient, S>(type: Constructor<C>, name: string, create: (client: C) => S): () => Promise<S>;
  callArguments(options: object, callOptions?: CallOptions): [Metadata, CallOptions];
}

/** Throws `client_unknown` for a version of the client that is made otherwise. */
export function insideOf(client: KurrentDBClient): InsideClient {
  const inside = client as unknown as InsideClient;
  if (typeof inside.GRPCStreamCreator !== 'function' || typeof inside.callArguments !== 'function') {
    throw corrupt('client_unknown', 'This version of the KurrentDB client is made in another way', {});
  }
  return inside;
}
