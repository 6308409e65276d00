import { Command, InvalidArgumentError, Option } from 'commander';
import { balance, type BalanceOptions } from './commands/balance';
import { issueCheckpoint, listCheckpoints, verifyCheckpoints } from './commands/checkpoint';
import { exportLines } from './commands/export';
import { createKey, listKeys, revokeKey } from './commands/key';
import { discardParked, listParked, retryParked, showParked, type ListParkedOptions, type SettleOptions } from './commands/parked';
import { checkProof, proveConsistency, proveInclusion } from './commands/prove';
import { rebuild } from './commands/rebuild';
import { replay } from './commands/replay';
import { statement, type StatementOptions } from './commands/statement';
import { trialBalance } from './commands/trial-balance';
import { verify } from './commands/verify';
import { DATE_HELP } from './dates';
import type { Answer, Io } from './io';
import { ServiceClient } from './service/service-client';
import { serviceOf, settingsOf, type GlobalOptions, type ServiceOptions, type Settings } from './settings';

const EXIT_CODES = `
Exit codes:
  0   clean                         10  hashes      (hash_mismatch, root_mismatch, node_mismatch)
  1   findings of several families  11  gaps        (position_gap, revision_gap, commit_gap, envelope_mismatch, ...)
  2   the command was given wrongly 12  balances    (balance_mismatch, conservation_broken, lots_mismatch, ...)
  3   the store was refused         13  checkpoints (truncated_before_checkpoint, forked_from_checkpoint, ...)
  4   something is in the way       14  proofs      (proof_invalid, ...)

Dates are RFC 3339 times, or plain dates: up to the end of that day in the wallet's zone, from its start.
Without --store: EVENT_STORE_URL, else sqlite:<DATA_DIR>/ledger.db, DATA_DIR being ./data unless set.`;

/** The command line: what can be asked, and which function answers. */
export function buildProgram(io: Io, tell: (answer: Answer) => void): Command {
  const program = new Command('ledger')
    .description('What an auditor asks of a loyalty points ledger: proof, replay, balances at any date. Reads beside a running server and changes nothing; only `parked` asks the server itself.')
    .option('--store <url>', 'the ledger, as sqlite:<file> or kurrentdb://<server>?log=<name>')
    .option('--data-dir <folder>', 'where keys and checkpoints are')
    .option('--json', 'one JSON document on standard output')
    .option('--no-progress', 'no progress bar')
    .addHelpText('after', EXIT_CODES);

  const acting = <Options, With>(from: (options: Options) => With, work: (given: With, options: Options, ...args: string[]) => Promise<Answer>) =>
    async (...args: unknown[]) => {
      const command = args.at(-1) as Command;
      const options = command.optsWithGlobals() as Options;
      tell(await work(from(options), options, ...command.processedArgs));
    };
  const run = <Options extends GlobalOptions>(work: (settings: Settings, options: Options, ...args: string[]) => Promise<Answer>) =>
    acting((options: Options) => settingsOf(options, io), work);
  const ask = <Options extends ServiceOptions>(work: (service: ServiceClient, options: Options, ...args: string[]) => Promise<Answer>) =>
    acting((options: Options) => new ServiceClient(serviceOf(options, io)), work);

  program.command('verify').description('prove the log from its bytes and fold every account')
    .option('--checkpoint <file...>', 'signed checkpoints that were kept elsewhere')
    .option('--key <key>', 'the verifying key, as a file or as text; else the one of the data folder')
    .option('--deep', 'compare every snapshot, not a sample')
    .option('--read-model <url>', 'compare the view of accounts too, as sqlite:<file>')
    .option('--findings <n>', 'findings of one code to show in full', count, 20)
    .addOption(streams())
    .action(run((settings, options) => verify(io, settings, options)));

  program.command('replay').description('fold everything from nothing; two replays that came to the same have the same digest')
    .option('--to-position <n>', 'up to this position', count)
    .option('--to-date <date>', `up to what was recorded by then: ${DATE_HELP}`)
    .option('--zone <zone>', 'where a plain date ends', 'UTC')
    .addOption(streams())
    .action(run((settings, options: GlobalOptions & { zone: string }) => replay(io, settings, options)));

  program.command('balance').description('what a member had').argument('<wallet>').argument('<member>')
    .option('--as-of <date>', `business time: ${DATE_HELP} in the wallet's zone; now when left out`)
    .option('--known-at <date>', 'leave out what was recorded later')
    .action(run((settings, options: GlobalOptions & BalanceOptions, wallet, member) => balance(io, settings, wallet!, member!, options)));

  program.command('statement').description('every movement of an account, with the balance after each').argument('<wallet>').argument('<member>')
    .option('--from <date>', 'begin here, with an opening balance; a plain date begins with that day')
    .option('--to <date>', `end here: ${DATE_HELP} in the wallet's zone`)
    .option('--as-of <date>', 'the same as --to')
    .option('--known-at <date>', 'leave out what was recorded later')
    .action(run((settings, options: GlobalOptions & StatementOptions, wallet, member) => statement(io, settings, wallet!, member!, options)));

  program.command('trial-balance').description('the books of every wallet, and that they add up to zero')
    .option('--position <n>', 'as they were written up to here', count)
    .option('--as-of <date>', `as they stood, with what the clock had brought about: ${DATE_HELP} in each wallet's zone`)
    .option('--known-at <date>', 'leave out what was recorded later')
    .addOption(streams())
    .action(run((settings, options) => trialBalance(io, settings, options)));

  const checkpoint = program.command('checkpoint').description('signed statements of what the log was');
  checkpoint.command('issue').description('sign what the log is now and write it outside the store; the first time a key is made')
    .action(run((settings) => issueCheckpoint(io, settings)));
  checkpoint.command('verify').description('hold checkpoints against the log, quickly').argument('<files...>')
    .option('--key <key>', 'the verifying key, as a file or as text')
    .action(run((settings, { key }: GlobalOptions & { key?: string }, files) => verifyCheckpoints(io, settings, files as unknown as string[], key)));
  checkpoint.command('list').description('the checkpoints in the data folder')
    .action(run((settings) => listCheckpoints(io, settings)));

  const prove = program.command('prove').description('proofs for somebody who has a checkpoint and not the log');
  proofOptions(prove.command('inclusion').description('one event is in the log').argument('[position]', 'the event', count))
    .option('--size <n>', 'for the log of this size; else of the checkpoint, else as it is now', count)
    .action(run((settings, options: ProofOptions, position) => {
      if (options.verify !== undefined) return checkProof('inclusion', settings, options.verify, options);
      return proveInclusion(io, settings, needed(position, 'the position of the event'), options);
    }));
  proofOptions(prove.command('consistency').description('the log only grew between two sizes').argument('[old]', 'the smaller size', count).argument('[new]', 'the larger size', count))
    .action(run((settings, options: ProofOptions, old, size) => {
      if (options.verify !== undefined) return checkProof('consistency', settings, options.verify, options);
      return proveConsistency(io, settings, needed(old, 'the smaller size'), size as unknown as number | undefined, options);
    }));

  program.command('export').description('the stored lines, byte for byte, as NDJSON')
    .option('--from <position>', 'first position', count).option('--to <position>', 'last position', count)
    .option('--category <name...>', 'only streams of these categories')
    .option('--with-proof', 'a proof of inclusion in place of each line')
    .option('--output <file>', 'write here instead of to standard output').option('--resume', 'go on with a file that was broken off')
    .action(run((settings, options) => exportLines(io, settings, options)));

  program.command('rebuild').description('build a view anew from the log, with no service running').argument('<view>')
    .option('--read-model <url>', 'as sqlite:<file>; else READ_MODEL_URL')
    .option('--accept-differences', 'go live although the new build differs from the old one')
    .action(run((settings, options, view) => rebuild(io, settings, view!, options)));

  const parked = program.command('parked').description('messages that a consumer of a running service could not take')
    .option('--service <url>', 'where the service listens; else LEDGER_SERVICE_URL, else http://127.0.0.1:3000')
    .option('--key <key>', 'an API key; better LEDGER_API_KEY, which other users of the machine cannot see');
  parked.command('list').description('the keys that stand still').option('--consumer <name>', 'of this consumer only')
    .action(ask((service, options: ServiceOptions & ListParkedOptions) => listParked(io, service, options)));
  parked.command('show').description('why a key stands still, and what waits under it').argument('<consumer>').argument('<key>')
    .action(ask((service, _, consumer, held) => showParked(io, service, consumer!, held!)));
  settling(parked.command('retry').description('try the messages of a key again, in order').argument('<consumer>').argument('<key>'))
    .action(ask((service, options: ServiceOptions & SettleOptions, consumer, held) => retryParked(io, service, consumer!, held!, options)));
  settling(parked.command('discard').description('put the first message of a key aside for good').argument('<consumer>').argument('<key>'))
    .requiredOption('--reason <words>', 'why; stands in the log for ever')
    .action(ask((service, options: ServiceOptions & SettleOptions & { reason: string }, consumer, held) => discardParked(io, service, consumer!, held!, options)));

  const key = program.command('key').alias('keys').description('API keys of the services');
  key.command('create').description('make a key and show it, this once').argument('<name>')
    .requiredOption('--role <role...>', 'operator, support, auditor or service').option('--expires <date>', `${DATE_HELP} in UTC`)
    .action(run((settings, options: GlobalOptions & { role: string[] }, name) => createKey(io, settings, name!, options)));
  key.command('list').description('the keys there are').action(run((settings) => listKeys(io, settings)));
  key.command('revoke').description('refuse a key from now on').argument('<id>')
    .action(run((settings, _, id) => revokeKey(io, settings, id!)));

  return program;
}

interface ProofOptions extends GlobalOptions {
  readonly verify?: string;
  readonly checkpoint?: readonly string[];
  readonly key?: string;
  readonly size?: number;
  readonly output?: string;
}

function proofOptions(command: Command): Command {
  return command
    .option('--output <file>', 'write the proof here')
    .option('--verify <proof>', 'check a proof file; needs no store')
    .option('--checkpoint <file...>', 'what the proof is for, or is checked against')
    .option('--key <key>', 'the verifying key, as a file or as text');
}

function settling(command: Command): Command {
  return command.option('--idempotency-key <text>', 'the same again gives the same command again; made up when left out');
}

function streams(): Option {
  return new Option('--streams <n>', 'streams in memory at once; with more, the log is read several times').argParser((text) => Math.max(1, count(text)));
}

function count(text: string): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(value)) throw new InvalidArgumentError('A whole number is wanted.');
  return value;
}

function needed(value: unknown, what: string): number {
  if (value === undefined) throw new InvalidArgumentError(`Give ${what}, or a proof to --verify.`);
  return value as number;
}
