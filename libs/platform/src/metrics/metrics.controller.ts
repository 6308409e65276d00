import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RolesOrLoopback } from '../auth/access';
import { Metrics } from './metrics';

/** No key is needed from this machine, where the scraper usually sits; from elsewhere one is: figures tell of the business. */
@ApiTags('operation')
@Controller()
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get('metrics')
  @RolesOrLoopback('operator', 'auditor', 'service')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiOperation({ summary: 'Metrics in the Prometheus text format' })
  read(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
