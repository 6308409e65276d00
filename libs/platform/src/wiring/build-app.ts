import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ApiKeyRecord } from '../auth/api-key';
import { PlatformAdapter } from '../http/adapter';
import { serveApiDescription } from '../http/openapi';
import { ProblemFilter } from '../http/problem-filter';
import { requestLog } from '../logging/request-log';
import { PlatformModule, type PlatformParts } from './platform.module';

export type ContextModule = Type<unknown> | DynamicModule;

@Module({})
class Service {}

/** The Nest application of a service, ready to listen. Refuses routes that do not say who may call them. */
export async function buildApp(name: string, modules: readonly ContextModule[], parts: PlatformParts, findKey: (key: string) => ApiKeyRecord | undefined): Promise<NestFastifyApplication> {
  const { log, metrics, shutdown, world } = parts;
  const logRequest = requestLog(log);
  const adapter = new PlatformAdapter({
    log, random: world.random, findKey, closing: () => shutdown.begun,
    answered: (request, reply) => {
      metrics.observeRequest(request, reply);
      logRequest(request, reply);
    },
  });
  const root: DynamicModule = { module: Service, imports: [PlatformModule.forRoot(parts), ...modules] };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, { logger: log, bodyParser: false, abortOnError: false });
  app.useGlobalFilters(new ProblemFilter(adapter.sendProblem));
  serveApiDescription(app, name, '1');
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
