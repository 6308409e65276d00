import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { invalid } from '@loyalty/kernel';
import { PROBLEM_TYPE, problemOf } from './problem';
import { SECURITY_HEADERS } from './security-headers';

/** Answers what is no HTTP request at all: there is no request object, only a socket. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = problemOf(refusal(error.code), { url: '', id: '' });
  const body = JSON.stringify({ ...problem, instance: undefined, requestId: undefined });
  const headers = { ...SECURITY_HEADERS, 'content-type': PROBLEM_TYPE, 'content-length': Buffer.byteLength(body), connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines}\r\n${body}`);
}

function refusal(code: string | undefined) {
  if (code === 'HPE_HEADER_OVERFLOW') return invalid('headers_too_large', 'The header lines are larger than this service takes');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return invalid('request_timeout', 'The request was not complete in time');
  return invalid('http_malformed', 'This is not a correct HTTP request');
}
