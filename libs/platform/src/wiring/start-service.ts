import { isDomainError } from '@loyalty/kernel';
import { EXIT, endWithProcess, type ProcessPort } from '../lifecycle/process-end';
import { banner, firstKeyNotice } from '../logging/banner';
import { openService, type OpenService, type ServiceDefinition } from './open-service';

/** The parts of `process` that a start touches. */
export interface StartedProcess extends ProcessPort {
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown };
}

/**
 * What every `main.ts` calls. Opens the service, says where it is, and ends it with the process. A refused start prints
 * the error with its code and leaves with exit code 2; an unforeseen one with 1.
 */
export async function startService(definition: ServiceDefinition, process: StartedProcess = globalThis.process): Promise<OpenService | undefined> {
  try {
    const service = await openService(definition, { environment: process.env });
    endWithProcess(process, service.shutdown, service.log);
    announce(service, process);
    return service;
  } catch (error) {
    process.stderr.write(`${definition.name} did not start: ${told(error)}\n`);
    process.exit(isDomainError(error) ? EXIT.refused : EXIT.failed);
    return undefined;
  }
}

function announce({ name, url, configuration, firstKey, log }: OpenService, { stdout, stderr }: StartedProcess): void {
  // Not into the log: that is kept, and the key is shown only once.
  if (firstKey !== undefined) stderr.write(firstKeyNotice(firstKey, configuration.apiKeysFile));
  const schemes = { store: configuration.eventStore.scheme, views: configuration.readModel.scheme, bus: configuration.messageBus.scheme };
  log.log({ msg: 'up', url, ...schemes });
  if (stdout.isTTY) stdout.write(banner(name, url, schemes));
}

function told(error: unknown): string {
  if (isDomainError(error)) return `${error.code}\n${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
