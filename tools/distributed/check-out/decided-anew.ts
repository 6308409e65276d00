import type { ServiceProcess } from '../service-process';

/** Commands that processes have decided anew since they began, because another one was first: how much they got into each other's way. */
export async function decidedAnew(services: readonly ServiceProcess[]): Promise<number> {
  const counts = await Promise.all(services.map(async ({ url }) => {
    const metrics = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(10_000) }).then((answer) => answer.text(), () => '');
    return Number(/^ledger_commands_redecided_total (\d+)$/m.exec(metrics)?.[1] ?? 0);
  }));
  return counts.reduce((sum, count) => sum + count, 0);
}
