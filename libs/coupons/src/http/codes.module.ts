import { Module } from '@nestjs/common';
import { BatchesController } from './batches.controller';
import { CODE_PROVIDERS } from './codes-provider';
import { CodesController } from './codes.controller';

/** The doors of codes; whoever imports it may ask for `CODE_KEYS`, too. */
@Module({ controllers: [BatchesController, CodesController], providers: [...CODE_PROVIDERS], exports: [...CODE_PROVIDERS] })
export class CodesModule {}
