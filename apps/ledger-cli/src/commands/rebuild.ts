import { existsSync } from 'node:fs';
import path from 'node:path';
import { carts, orders, parkedFacts, products } from '@loyalty/commerce';
import { notFound } from '@loyalty/kernel';
import { systemPorts } from '@loyalty/platform';
import { accountsView, booksView, holdsView, statementView } from '@loyalty/points';
import { openViews, SqliteEventStore } from '@loyalty/sqlite';
import { collectionName, ProjectionRunner, type Projection, type RebuildReport } from '@loyalty/views';
import { EXIT } from '../exit-codes';
import type { Answer, Io } from '../io';
import { progressOf } from '../output/progress';
import { fileOf, fileOfStore, type Settings } from '../settings';

export interface RebuildOptions {
  readonly readModel?: string;
  readonly acceptDifferences?: boolean;
  readonly progress?: boolean;
}

const PROJECTIONS: readonly Projection[] = [accountsView, booksView, holdsView, statementView, carts, orders, parkedFacts, products];

/**
 * Builds a view anew from the log, proves it and puts readers on it. Takes the writer's lock, so no service follows the
 * old build meanwhile: throws `store_locked` while one is running, which rebuilds by itself; `store_not_a_file` for a log
 * on a server, whose services do the same.
 */
export async function rebuild(io: Io, { store, dataDir }: Settings, name: string, options: RebuildOptions): Promise<Answer> {
  if (!PROJECTIONS.some((projection) => projection.name === name)) {
    throw notFound('view_unknown', `There is no view "${name}"; there are ${PROJECTIONS.map((projection) => projection.name).join(', ')}`, {});
  }
  const storeFile = fileOfStore(store, 'rebuild');
  if (!existsSync(storeFile)) throw notFound('store_not_found', `There is no ledger at ${storeFile}`, { file: storeFile });
  const viewsFile = fileOf(options.readModel ?? (io.env['READ_MODEL_URL'] || `sqlite:${path.join(dataDir, 'views.db')}`), 'read model');
  const log = SqliteEventStore.open(storeFile, systemPorts.clock);
  const { views, close } = openViews(viewsFile);
  const runner = new ProjectionRunner(log, views, PROJECTIONS.filter((projection) => projection.name === name), systemPorts);
  const bar = progressOf(io, options.progress !== false);
  try {
    await runner.start();
    const report = await runner.rebuild(name, {
      random: systemPorts.random, acceptDifferences: options.acceptDifferences ?? false,
      onProgress: ({ position, head }) => bar.tell({ reading: 1, position: Math.min(position, head), size: head }),
    });
    bar.stop();
    return { exitCode: EXIT.clean, json: report, text: textOf(report) };
  } finally {
    bar.stop();
    await runner.stop();
    await close();
    await log.close();
  }
}

function textOf({ view, previous, position, sampled, comparison }: RebuildReport): string {
  const compared = comparison === undefined ? '' : `, ${comparison.compared} compared with the build before: ${comparison.count} differ`;
  const before = previous === undefined ? '' : `; ${collectionName(previous)} is kept to go back to`;
  return `${collectionName(view)} reflects position ${position}; ${sampled} documents folded again from the log${compared}${before}\n`;
}
