import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Result } from '@loyalty/ledger';
import type { FastifyReply } from 'fastify';
import { entityTag } from './not-modified';

/** Writes the headers that go with an answer; the body is what the controller returns. */
export class Answer {
  constructor(private readonly reply: FastifyReply) {}

  /** What the ledger answered to a command. Sets `ledger-position`, and `idempotency-replayed: true` on a repeat. */
  of<T>(result: Result<T>): T {
    this.reply.header('ledger-position', result.position);
    if (result.repeated) this.reply.header('idempotency-replayed', 'true');
    return result.answer;
  }

  /** What was read. `position` says what a view reflects; `revision` becomes the ETag, so that a reader may ask again for free. */
  read<T>(value: T, { position, revision }: { position?: number; revision?: number }): T {
    if (position !== undefined) this.reply.header('ledger-position', position);
    if (revision !== undefined) this.reply.header('etag', entityTag(revision)).header('cache-control', 'private, no-cache');
    return value;
  }
}

/** The `Answer` of the request at hand. */
export const Answering = createParamDecorator((_: unknown, context: ExecutionContext) => new Answer(context.switchToHttp().getResponse<FastifyReply>()));
