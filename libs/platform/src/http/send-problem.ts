import type { LoggerService } from '@nestjs/common';
import { isRepeatedRefusal } from '@loyalty/ledger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_TYPE, problemOf, retryAfterSeconds } from './problem';
import { refusalOf } from './refusal';

/** Answers a request with the error, and logs it where the fault is ours. */
export type SendProblem = (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;

export function problemSender(log: LoggerService): SendProblem {
  return (error, request, reply) => {
    const refusal = refusalOf(error);
    const problem = problemOf(refusal, request);
    if (problem.status >= 500 && refusal.category !== 'overloaded') {
      log.error({ msg: refusal.message, code: refusal.code, facts: refusal.facts, requestId: request.id, commandId: request.commandId, err: refusal.cause ?? refusal });
    }
    if (reply.sent) return;
    const retryAfter = retryAfterSeconds(refusal);
    if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
    if (isRepeatedRefusal(error)) reply.header('idempotency-replayed', 'true');
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
    if (problem.status === 405) reply.header('allow', (refusal.facts['allowed'] as string[]).join(', '));
    // What was said of the answer that is not given.
    reply.removeHeader('etag');
    void reply.code(problem.status).header('content-type', PROBLEM_TYPE).serializer(String).send(textOf(problem));
  };
}

/** Facts that are no JSON must not turn a refusal into a fault of ours. */
function textOf(problem: object): string {
  try {
    return JSON.stringify(problem);
  } catch {
    return JSON.stringify({ ...problem, facts: {} });
  }
}
