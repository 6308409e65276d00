import { CommanderError } from 'commander';
import { isDomainError } from '@loyalty/kernel';
import { EXIT, exitCodeOfError, isSystemError } from './exit-codes';
import type { Io } from './io';
import { jsonText } from './output/json';
import { buildProgram } from './program';

/** Runs a command line and answers the exit code. Answers go to standard output, everything else to standard error. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const asJson = argv.includes('--json');
  let exitCode: number = EXIT.clean;
  const program = buildProgram(io, (answer) => {
    exitCode = answer.exitCode;
    io.out.write(asJson ? jsonText(answer.json) : answer.text);
  });
  for (const command of [program, ...program.commands, ...program.commands.flatMap((one) => one.commands)]) {
    command.exitOverride().showSuggestionAfterError().configureOutput({ writeOut: (text) => io.out.write(text), writeErr: (text) => io.err.write(text) });
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return told(error, asJson, io);
    const code = exitCodeOfError(error);
    if (asJson) io.out.write(jsonText({ ok: false, exitCode: code, error: { code: codeOf(error), message: messageOf(error), ...(isDomainError(error) ? { facts: error.facts } : {}) } }));
    io.err.write(`ledger: ${messageOf(error)}${code === EXIT.internal ? `\n${String((error as Error).stack)}` : ''}\n`);
    return code;
  }
}

/** Commander has said what is wrong already, except for what an action threw; help is no mistake. */
function told(error: CommanderError, asJson: boolean, io: Io): number {
  if (error.exitCode === 0) return EXIT.clean;
  if (error.code === 'commander.help') return EXIT.usage;
  if (asJson) io.out.write(jsonText({ ok: false, exitCode: EXIT.usage, error: { code: 'usage', message: error.message } }));
  if (error.code === 'commander.invalidArgument' && !error.message.startsWith('error:')) io.err.write(`ledger: ${error.message}\n`);
  return EXIT.usage;
}

function codeOf(error: unknown): string {
  if (isDomainError(error)) return error.code;
  return isSystemError(error) ? String(error.code) : 'internal';
}

function messageOf(error: unknown): string {
  if (isDomainError(error)) return error.message;
  if (!isSystemError(error)) return (error as Error).message ?? String(error);
  const reasons: Record<string, string> = { ENOENT: 'there is no such file', EACCES: 'you may not read or write it', ENOSPC: 'the disk is full', EISDIR: 'it is a folder', EEXIST: 'it exists already' };
  return `${error.path ?? error.syscall}: ${reasons[error.code ?? ''] ?? error.message}`;
}
