import { invalid, notFound, type DomainError } from '@loyalty/kernel';
import type { RouteOptions } from 'fastify';

/** Paths that the OpenAPI page brings along; they hold nothing secret. */
const DOCS = /^\/docs(?:$|[-/])/;

/** All routes of a service: checks each as it is registered, and knows what else a path would allow. */
export class RouteTable {
  private readonly routes: { readonly methods: readonly string[]; readonly url: string; readonly pattern: RegExp }[] = [];

  /** Refuses a route that does not say who may call it, or that changes something without being a command. */
  add(route: RouteOptions): void {
    const methods = [route.method].flat();
    const config = (route.config ??= {});
    if (DOCS.test(route.url)) config.access = { kind: 'public' };
    const name = `${methods.join(', ')} ${route.url}`;
    if (config.access === undefined) throw new Error(`${name} does not say who may call it: add @Roles(…) or @Public()`);
    const changes = methods.some((method) => ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method));
    if (changes && config.command === undefined && config.changesNothing !== true) {
      throw new Error(`${name} has no @CommandOf('<name>') parameter: a command needs an Idempotency-Key. If it only asks, say @ChangesNothing()`);
    }
    if (config.command !== undefined && (config.access.kind === 'public' || config.access.loopback)) throw new Error(`${name} is a command, so its caller must have a key: @Roles(…)`);
    this.routes.push({ methods, url: route.url, pattern: patternOf(route.url) });
  }

  /** `method_not_allowed` where another method would find something, else `route_not_found`. */
  refusal(method: string, url: string): DomainError {
    const path = url.split('?', 1)[0]!;
    const allowed = [...new Set(this.routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))].sort();
    if (allowed.length === 0 || allowed.includes(method)) return notFound('route_not_found', 'There is nothing at this path');
    return invalid('method_not_allowed', `This path takes ${allowed.join(', ')}`, { allowed });
  }
}

function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => (part === '*' ? '.*' : part.startsWith(':') ? '[^/]+' : RegExp.escape(part)));
  return new RegExp(`^${parts.join('/')}$`);
}
