import { randomUUID } from 'node:crypto';
import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import type { IGossipServer } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_grpc_pb';
import { ClusterInfo, EndPoint, MemberInfo } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_pb';
import type { IServerFeaturesServer } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb';
import { SupportedMethod, SupportedMethods } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb';
import { UUID, type Empty } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb';

const STREAMS_V1 = 'event_store.client.streams.streams';
const STREAMS_V2 = 'kurrentdb.protocol.v2.streams.streamsservice';

/** The version that the double speaks for: the first with appends over many streams and checks over others. */
export const SERVER_VERSION = '26.1.0';

const SPOKEN: readonly (readonly [service: string, method: string, features: readonly string[]])[] = [
  [STREAMS_V1, 'read', ['position', 'events']],
  [STREAMS_V1, 'append', []],
  [STREAMS_V1, 'batchappend', ['deadline_duration']],
  [STREAMS_V2, 'appendrecords', []],
  [STREAMS_V2, 'appendsession', []],
];

/** What the server can do; a client asks before it uses a call that older servers do not have. */
export function featuresService(leftOut: readonly string[] = []): IServerFeaturesServer {
  return {
    getSupportedMethods(_call: ServerUnaryCall<Empty, SupportedMethods>, answer: sendUnaryData<SupportedMethods>) {
      const methods = new SupportedMethods().setEventStoreServerVersion(SERVER_VERSION);
      for (const [service, method, features] of SPOKEN) {
        if (!leftOut.includes(method)) methods.addMethods(new SupportedMethod().setServiceName(service).setMethodName(method).setFeaturesList([...features]));
      }
      answer(null, methods);
    },
  };
}

/** Who belongs to the cluster: the double alone, and it leads. */
export function gossipService(port: () => number): IGossipServer {
  return {
    read(_call: ServerUnaryCall<Empty, ClusterInfo>, answer: sendUnaryData<ClusterInfo>) {
      const member = new MemberInfo().setInstanceId(new UUID().setString(randomUUID())).setTimeStamp('0').setIsAlive(true)
        .setState(MemberInfo.VNodeState.LEADER).setHttpEndPoint(new EndPoint().setAddress('127.0.0.1').setPort(port()));
      answer(null, new ClusterInfo().setMembersList([member]));
    },
  };
}
