import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SendProblem } from './send-problem';

/** Hands what a controller throws to the same sender that Fastify's own errors go to. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly send: SendProblem) {}

  catch(error: unknown, host: ArgumentsHost): FastifyReply {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    this.send(error, http.getRequest<FastifyRequest>(), reply);
    return reply;
  }
}
