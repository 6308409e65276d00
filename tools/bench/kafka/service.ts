import 'reflect-metadata';
import path from 'node:path';
import { Module, type Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { PATTERN_METADATA } from '@nestjs/microservices/constants';
import { POINTS_CATEGORIES } from '@loyalty/contracts';
import { KafkaIntake, KafkaPublisher, PassErrors, type KafkaConnection } from '@loyalty/kafka';
import { INTAKE, LEDGER } from '@loyalty/platform';
import { PointsModule } from '@loyalty/points';
import { openViews } from '@loyalty/sqlite';
import { openWallet } from '../ledger-callers';
import { openLedger } from '../open-ledger';
import { ports } from './broker';

/** A points service as it stands behind Kafka: its own controllers take commands, ledger on disk, outcomes and events out. */
export interface PointsService {
  readonly file: string;
  publishedAll(): Promise<void>;
  close(): Promise<void>;
}

export async function openService(connection: KafkaConnection, folder: string): Promise<PointsService> {
  const file = path.join(folder, 'ledger.db');
  const { ledger, store, close } = await openLedger(file);
  const kept = openViews(path.join(folder, 'views.db'));
  await openWallet(ledger);

  @Module({ controllers: messageControllers(), providers: [{ provide: LEDGER, useValue: ledger }] })
  class Service {}

  const intake = new KafkaIntake(connection, { ...ports, parked: kept.parked }, { service: 'points', settings: INTAKE });
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(Service, { strategy: intake, logger: false });
  app.useGlobalFilters(new PassErrors());
  await app.listen();
  const publisher = new KafkaPublisher(connection, { log: store, checkpoints: kept.checkpoints }, { context: 'points', categories: POINTS_CATEGORIES });
  await publisher.start();
  return {
    file,
    async publishedAll() {
      while ((await publisher.status()).lag > 0) await ports.timer.sleep(20);
    },
    async close() {
      await app.close();
      await publisher.stop(10_000);
      await kept.close();
      await close();
    },
  };
}

/** Of the controllers of the points context, those that take messages: exactly what stands behind the topic in production. */
function messageControllers(): Type[] {
  const takesMessages = ({ prototype }: Type) => Object.values(Object.getOwnPropertyDescriptors(prototype)).some(({ value }) => typeof value === 'function' && Reflect.hasMetadata(PATTERN_METADATA, value));
  return (Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, PointsModule) as Type[]).filter(takesMessages);
}
