import { ApiSecurity } from '@nestjs/swagger';
import { declareRoute, type Access } from '../http/route-declaration';
import type { Role } from './api-key';

/** Only callers with one of these roles. Every route says `@Roles`, `@Public` or `@RolesOrLoopback`, or the service does not start. */
export function Roles(...roles: readonly [Role, ...Role[]]): MethodDecorator {
  return declaring({ kind: 'roles', roles, loopback: false });
}

/** Callers with one of these roles, and the machine itself without a key: what a scraper beside the service reads. */
export function RolesOrLoopback(...roles: readonly [Role, ...Role[]]): MethodDecorator {
  return declaring({ kind: 'roles', roles, loopback: true });
}

/** Anyone, without a key. */
export function Public(): MethodDecorator {
  return declaring({ kind: 'public' });
}

function declaring(access: Access): MethodDecorator {
  return (target, key, descriptor) => {
    declareRoute(target, key, { access });
    if (access.kind === 'public') return;
    ApiSecurity('bearer')(target, key, descriptor);
    ApiSecurity('apiKey')(target, key, descriptor);
  };
}
