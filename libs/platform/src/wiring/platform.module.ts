import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import type { Configuration } from '../configuration/configuration';
import { HealthController } from '../health/health.controller';
import { ReadinessChecks } from '../health/readiness';
import { Shutdown } from '../lifecycle/shutdown';
import { Logger } from '../logging/logger';
import { Metrics } from '../metrics/metrics';
import { MetricsController } from '../metrics/metrics.controller';
import { ConsumersController } from '../operations/consumers.controller';
import { ParkedMessagesController } from '../operations/parked-messages.controller';
import { Contributions } from './contributions';
import { CLOCK, CONFIGURATION, EVENT_STORE, LEDGER, RANDOM, TIMER, VIEW_STORE } from './tokens';
import type { World } from './world';

/** What every service has besides its contexts. */
export interface PlatformParts {
  readonly configuration: Configuration;
  readonly world: World;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly readiness: ReadinessChecks;
  readonly shutdown: Shutdown;
  readonly contributions: Contributions;
}

/** Global: a context's module imports nothing to have the ledger injected. */
@Module({})
export class PlatformModule {
  static forRoot(parts: PlatformParts): DynamicModule {
    const { world } = parts;
    const providers: Provider[] = [
      { provide: CONFIGURATION, useValue: parts.configuration },
      { provide: LEDGER, useValue: world.ledger },
      { provide: EVENT_STORE, useValue: world.log },
      { provide: VIEW_STORE, useValue: world.readModel.views },
      { provide: CLOCK, useValue: world.clock },
      { provide: RANDOM, useValue: world.random },
      { provide: TIMER, useValue: world.timer },
      { provide: Logger, useValue: parts.log },
      { provide: Metrics, useValue: parts.metrics },
      { provide: ReadinessChecks, useValue: parts.readiness },
      { provide: Shutdown, useValue: parts.shutdown },
      { provide: Contributions, useValue: parts.contributions },
    ];
    return { module: PlatformModule, global: true, controllers: [HealthController, MetricsController, ConsumersController, ParkedMessagesController], providers, exports: providers };
  }
}
