import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = path.resolve(__dirname, '..');
const VENV = path.join(ROOT, '.nx', 'python-example');

/** What a consumer prints when it ends. */
export interface Totals {
  readonly applied: number;
  readonly duplicate: number;
  readonly gap: number;
  readonly events: number;
  readonly sold: readonly (readonly [shop: string, sku: string, units: number])[];
  readonly counted: readonly (readonly [shop: string, sku: string, units: number])[];
  readonly points: readonly (readonly [wallet: string, account: string, points: number])[];
  readonly stopped: readonly (readonly [subject: string, revision: number, gapAt: number])[];
}

/** Runs one of the two consumers over what lies in the topics now, on its own journal. */
export type Consume = (options: { readonly brokers: string; readonly db: string; readonly group: string }) => Promise<{ readonly totals: Totals; readonly gaps: readonly string[] }>;

export const typescript: Consume = (options) => consume(process.execPath, path.join(__dirname, 'typescript/consumer.ts'), options);
export const python: Consume = (options) => consume(path.join(VENV, 'bin/python'), path.join(__dirname, 'python/consumer.py'), options);

async function consume(program: string, file: string, { brokers, db, group }: Parameters<Consume>[0]): ReturnType<Consume> {
  const { stdout, stderr } = await run(program, [file, '--brokers', brokers, '--db', db, '--group', group, '--once'], { timeout: 120_000 });
  return { totals: JSON.parse(stdout.trim().split('\n').at(-1)!) as Totals, gaps: stderr.split('\n').filter((line) => line.startsWith('gap: ')) };
}

export async function hasPython(): Promise<boolean> {
  return run('python3', ['-c', 'import sqlite3, venv']).then(() => true, () => false);
}

/** Makes the environment with kafka-python when it is not there, or not of these requirements. */
export async function makePython(): Promise<void> {
  const requirements = readFileSync(path.join(__dirname, 'python/requirements.txt'), 'utf8');
  const made = path.join(VENV, 'requirements.txt');
  if (existsSync(made) && readFileSync(made, 'utf8') === requirements) return;
  mkdirSync(path.dirname(VENV), { recursive: true });
  await run('python3', ['-m', 'venv', '--clear', VENV]);
  await run(path.join(VENV, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', '-r', path.join(__dirname, 'python/requirements.txt')]);
  writeFileSync(made, requirements);
}
