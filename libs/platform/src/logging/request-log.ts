import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from './logger';

/**
 * One line for each command, at `info`; for other requests at `debug`. Route, not path: ids may be personal elsewhere.
 * Never a body, a header or a key. Our own faults have a line of their own where they happen.
 */
export function requestLog(log: Logger): (request: FastifyRequest, reply: FastifyReply) => void {
  return (request, reply) => {
    const { config, url } = request.routeOptions;
    const level = config.command === undefined ? 'debug' : 'info';
    if (!log.isEnabled(level)) return;
    const entry = {
      msg: config.command ?? 'request',
      method: request.method,
      route: url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 1000) / 1000,
      requestId: request.id,
      commandId: request.commandId,
      actor: request.caller?.id,
    };
    if (level === 'info') log.log(entry);
    else log.debug(entry);
  };
}
