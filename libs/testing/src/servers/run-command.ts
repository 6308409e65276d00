import { spawn } from 'node:child_process';
import { repository } from './built-once';

/** Runs a build tool to its end; rejects with what it said when it fails, and says what is missing when it is not there. */
export function runCommand(command: string, args: readonly string[], options: { cwd?: string; needs: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: options.cwd ?? repository, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const listen = (text: string) => (said = (said + text).slice(-4_000));
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', listen);
    child.once('error', (cause) => reject(new Error(`${command} cannot be started: ${options.needs} is needed`, { cause })));
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ${args.join(' ')} ended with ${code}: ${said}`))));
  });
}
