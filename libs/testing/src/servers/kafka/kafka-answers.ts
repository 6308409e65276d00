import { oneAnswer } from '../one-answer';

const METADATA = 3;
const VERSION = 1;
const CORRELATION = 7;

/** Whether a broker on this port answers a Metadata request and knows of a broker that serves: itself. */
export async function kafkaAnswers(port: number): Promise<boolean> {
  const answer = await oneAnswer(port, metadataRequest(), (received) => received.length >= 4 && received.length >= 4 + received.readInt32BE(0));
  // Length, correlation id, then the array of brokers.
  return answer !== undefined && answer.length >= 12 && answer.readInt32BE(4) === CORRELATION && answer.readInt32BE(8) > 0;
}

/** kafka.apache.org/protocol: size, key, version, correlation id, client id (null), no topics. */
function metadataRequest(): Buffer {
  const request = Buffer.alloc(18);
  request.writeInt32BE(request.length - 4, 0);
  request.writeInt16BE(METADATA, 4);
  request.writeInt16BE(VERSION, 6);
  request.writeInt32BE(CORRELATION, 8);
  request.writeInt16BE(-1, 12);
  request.writeInt32BE(0, 14);
  return request;
}
