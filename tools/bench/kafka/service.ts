import 'reflect-metadata';
import path from 'node:path';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, MessagePattern, Payload, type MicroserviceOptions } from '@nestjs/microservices';
import { KafkaIntake, KafkaPublisher, PassErrors, type IntakeContext, type KafkaConnection } from '@loyalty/kafka';
import { fingerprint } from '@loyalty/kernel';
import type { Command } from '@loyalty/ledger';
import { earnPoints, redeemPoints } from '@loyalty/points';
import { openViews } from '@loyalty/sqlite';
import { openWallet } from '../ledger-callers';
import { openLedger } from '../open-ledger';
import { WALLET } from '../wallet';
import { ports } from './broker';
import { COMMANDS } from './topics';

/** A body as the workload sends it. */
export interface Body {
  readonly memberId: string;
  readonly points: number;
}

/** A points service as it stands behind Kafka: commands in, ledger on disk, outcomes and events out. */
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

  const commandOf = (name: string, { id }: IntakeContext, body: Body): Command => ({ id, actor: 'bench', fingerprint: fingerprint({ command: name, ...body }), length: 100 });
  @Controller()
  class Points {
    @MessagePattern('points.earn.v1')
    earn(@Payload() body: Body, @Ctx() context: IntakeContext) {
      return earnPoints(ledger, commandOf('points.earn', context, body), { wallet: WALLET, ...body, source: { kind: 'order', id: context.id } });
    }

    @MessagePattern('points.redeem.v1')
    redeem(@Payload() body: Body, @Ctx() context: IntakeContext) {
      return redeemPoints(ledger, commandOf('points.redeem', context, body), { wallet: WALLET, ...body, reference: { kind: 'order', id: context.id } });
    }
  }
  @Module({ controllers: [Points] })
  class Service {}

  const intake = new KafkaIntake(connection, { ...ports, parked: kept.parked }, { service: 'points', topics: [COMMANDS], settings: { keysInParallel: 1_000, inFlightMax: 5_000 } });
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(Service, { strategy: intake, logger: false });
  app.useGlobalFilters(new PassErrors());
  await app.listen();
  const publisher = new KafkaPublisher(connection, { log: store, checkpoints: kept.checkpoints }, { context: 'points', categories: ['pointsAccount', 'pointsWallet', 'pointsDirectory'] });
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
