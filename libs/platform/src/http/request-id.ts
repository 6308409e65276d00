import type { IncomingMessage } from 'node:http';
import type { Random } from '@loyalty/kernel';

const GIVEN = /^[A-Za-z0-9_.:-]{1,64}$/;

/** Names each request: as its X-Request-Id says, else a number that is unique with the process's own prefix. */
export function requestIds(random: Random): (request: Pick<IncomingMessage, 'headers'>) => string {
  const prefix = Buffer.from(random.bytes(6)).toString('hex');
  let count = 0;
  return ({ headers }) => {
    const given = headers['x-request-id'];
    if (typeof given === 'string' && GIVEN.test(given)) return given;
    count += 1;
    return `${prefix}-${count.toString(36)}`;
  };
}
