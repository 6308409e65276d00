import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EventStore } from '@loyalty/ledger';
import type { Role } from '../auth/api-key';
import { createApiKey } from '../auth/key-administration';
import { systemPorts } from '../configuration/system-ports';
import type { ContextModule } from '../wiring/build-app';
import { openService, type OpenService, type Surroundings } from '../wiring/open-service';

export interface Called {
  readonly status: number;
  readonly headers: Headers;
  /** JSON as a value, anything else as text. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  readonly body: any;
}

export interface Call {
  readonly body?: unknown;
  /** Makes it a command under this Idempotency-Key. */
  readonly key?: string;
  /** Who asks; an operator when left out, nobody when empty. */
  readonly as?: Role | '';
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestService {
  readonly service: OpenService;
  readonly url: string;
  readonly log: EventStore;
  /** A new API key with these roles. */
  key(...roles: Role[]): string;
  /** One request over the socket. */
  call(method: string, path: string, call?: Call): Promise<Called>;
  close(): Promise<void>;
}

/** These modules as a whole service on a free port: its stores in memory unless the environment says otherwise. */
export async function openTestService(modules: readonly ContextModule[], environment: Readonly<Record<string, string>> = {}, surroundings: Partial<Surroundings> = {}): Promise<TestService> {
  const folder = mkdtempSync(path.join(tmpdir(), 'service-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const opened = await openService(
    { name: 'test', modules },
    { environment: { EVENT_STORE_URL: 'memory:', READ_MODEL_URL: 'memory:', DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent', ...environment }, ...surroundings },
  ).catch((error: unknown) => {
    remove();
    throw error;
  });
  // Also when a test stops the service by itself.
  const service: OpenService = { ...opened, stop: () => opened.stop().finally(remove) };
  const key = (...roles: Role[]) => {
    const made = createApiKey(service.configuration.apiKeysFile, { name: roles.join(), roles }, systemPorts);
    service.keys.reload();
    return made.key;
  };
  const keys = new Map<Role, string>();
  const keyOf = (role: Role) => keys.get(role) ?? keys.set(role, key(role)).get(role)!;
  return {
    service, key, url: service.url, log: service.world.log,
    async call(method, route, { body, key: idempotencyKey, as = 'operator', headers = {} } = {}) {
      const response = await fetch(`${service.url}${route}`, {
        method,
        headers: {
          ...(as === '' ? {} : { authorization: `Bearer ${keyOf(as)}` }),
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text };
    },
    async close() {
      await service.stop();
    },
  };
}
