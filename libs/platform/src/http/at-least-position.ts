import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { invalid } from '@loyalty/kernel';
import type { FastifyRequest } from 'fastify';

/** How long a reader who wants to see its own write is kept waiting before `view_behind`. */
export const WAIT_FOR_VIEW_MS = 5_000;

/** A reader's wish to see the log at least up to a position. */
export interface AtLeast {
  /** Resolves when the view has come that far, at once without a wish. @throws unavailable `view_behind` */
  wait(view: { waitFor(position: number, deadline: AbortSignal): Promise<number> }): Promise<void>;
}

const fromHeader = createParamDecorator((_: unknown, context: ExecutionContext) => atLeast(context.switchToHttp().getRequest<FastifyRequest>()));

/** The header `at-least-position`: who has just been told `ledger-position: 4711` and reads a view asks for 4711. */
export function AtLeastPosition(): ParameterDecorator {
  return (target, key, index) => {
    ApiHeader({ name: 'at-least-position', required: false, schema: { type: 'integer', minimum: 0 }, description: `Wait up to ${WAIT_FOR_VIEW_MS / 1000} s until the view reflects this position.` })(
      target, key!, Object.getOwnPropertyDescriptor(target, key!)!);
    fromHeader()(target, key, index);
  };
}

function atLeast({ headers }: FastifyRequest): AtLeast {
  const text = headers['at-least-position'];
  if (text === undefined) return { wait: () => Promise.resolve() };
  if (typeof text !== 'string' || !/^\d{1,15}$/.test(text)) throw invalid('at_least_position_invalid', 'at-least-position is the number of a ledger-position');
  const position = Number(text);
  return { wait: async (view) => void (await view.waitFor(position, AbortSignal.timeout(WAIT_FOR_VIEW_MS))) };
}
