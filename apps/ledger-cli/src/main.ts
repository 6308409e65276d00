import { instantFromMs } from '@loyalty/kernel';
import { run } from './run';

// Who pipes into `head` has seen enough: no reader is no mistake.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

void run(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  forPeople: process.stdout.isTTY === true,
  env: process.env,
  now: () => instantFromMs(Date.now()),
}).then((exitCode) => {
  process.exitCode = exitCode;
});
