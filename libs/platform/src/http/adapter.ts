import type { ServerOptions } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { LoggerService } from '@nestjs/common';
import { DomainError, type Random } from '@loyalty/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import type { ApiKeyRecord } from '../auth/api-key';
import { authentication } from '../auth/authentication';
import { answerClientError } from './client-error';
import { takeJsonBodies } from './json-body';
import { LIMITS } from './limits';
import { notModified } from './not-modified';
import { requestIds } from './request-id';
import { RouteTable } from './route-table';
import { SECURITY_HEADERS } from './security-headers';
import { problemSender, type SendProblem } from './send-problem';

export interface AdapterParts {
  readonly log: LoggerService;
  readonly random: Random;
  readonly findKey: (key: string) => ApiKeyRecord | undefined;
  /** Whether the service has begun to stop: then nothing new is taken in. */
  readonly closing: () => boolean;
  /** Called after each answer. */
  readonly answered: (request: FastifyRequest, reply: FastifyReply) => void;
}

/** Fastify as every service of the house uses it: our limits, our errors, our keys; Nest brings only the controllers. */
export class PlatformAdapter extends FastifyAdapter {
  readonly sendProblem: SendProblem;

  constructor(parts: AdapterParts) {
    const send = problemSender(parts.log);
    const options: FastifyServerOptions & { http: ServerOptions; skipMiddie: boolean } = {
      bodyLimit: LIMITS.body,
      routerOptions: { maxParamLength: LIMITS.pathPart },
      requestTimeout: LIMITS.requestMs,
      keepAliveTimeout: LIMITS.keepAliveMs,
      http: { maxHeaderSize: LIMITS.headers, headersTimeout: LIMITS.headersMs },
      return503OnClosing: false,
      skipMiddie: true,
      genReqId: requestIds(parts.random),
      clientErrorHandler: answerClientError,
      // No hook has seen a request whose path cannot be read.
      frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => send(error, request, withHeaders(request, reply)),
    };
    super(options);
    this.sendProblem = send;
    install(this.getInstance() as unknown as FastifyInstance, send, parts);
  }

  /** Nest would put its own handlers in the place of ours. */
  override setErrorHandler(): never {
    return undefined as never;
  }

  override setNotFoundHandler(): never {
    return undefined as never;
  }
}

function install(fastify: FastifyInstance, send: SendProblem, { findKey, closing, answered }: AdapterParts): void {
  const routes = new RouteTable();
  takeJsonBodies(fastify);
  fastify.decorateRequest('caller', undefined);
  fastify.decorateRequest('commandId', undefined);
  fastify.decorateRequest('bodyLength', 0);
  fastify.decorateRequest('bodyChecked', false);
  fastify.addHook('onRoute', (route) => routes.add(route));
  fastify.addHook('onRequest', (request, reply, done) => {
    withHeaders(request, reply);
    done(closing() ? shuttingDown() : undefined);
  });
  fastify.addHook('onRequest', authentication(findKey));
  fastify.addHook('onSend', notModified);
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (closing()) reply.header('connection', 'close');
    done(null, payload);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    answered(request, reply);
    done();
  });
  fastify.setErrorHandler(send);
  fastify.setNotFoundHandler((request, reply) => send(routes.refusal(request.method, request.url), request, reply));
}

/** On every answer, whatever it says. */
function withHeaders(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
}

function shuttingDown(): DomainError {
  return new DomainError('unavailable', 'shutting_down', 'This process is stopping; another one will answer', { retryAfterMs: 1000 });
}
