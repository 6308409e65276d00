import { oneAnswer } from '../one-answer';

const OP_MSG = 2013;
const HEADER = 16;

/** Whether a MongoDB-protocol server on this port answers a ping with `ok: 1`. */
export async function mongoAnswers(port: number): Promise<boolean> {
  const answer = await oneAnswer(port, pingRequest(), (received) => received.length >= 4 && received.length >= received.readInt32LE(0));
  return answer !== undefined && answer.includes(OK);
}

/** BSON's bytes of the field `ok` as the double 1. */
const OK = Buffer.from([0x01, ...Buffer.from('ok'), 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);

/** OP_MSG with the one document `{ ping: 1, $db: 'admin' }` (mongodb.com/docs/manual/reference/mongodb-wire-protocol). */
function pingRequest(): Buffer {
  const fields = Buffer.concat([Buffer.from('\x10ping\0\x01\0\0\0', 'latin1'), Buffer.from('\x02$db\0\x06\0\0\0admin\0', 'latin1'), Buffer.from([0])]);
  const document = Buffer.concat([int32(fields.length + 4), fields]);
  const body = Buffer.concat([int32(0), Buffer.from([0]), document]);
  return Buffer.concat([int32(HEADER + body.length), int32(1), int32(0), int32(OP_MSG), body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}
