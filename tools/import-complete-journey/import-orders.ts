import type { Door } from '../door/client';
import { progressBar } from '../door/progress';
import { nothingTold, tellAll, type Told } from '../door/tell-all';
import { householdFacts, orderFacts, productFacts, type RefusedLine } from './facts-of';
import { publishProgramme } from './programme';
import type { Sample } from './sample';

/** Tells products, households and paid orders. The answer is the report. */
export async function importOrders(door: Door, { rows, products, baskets }: Sample): Promise<string> {
  const started = performance.now();
  const households = new Set(rows.map((row) => row['household_id']!));
  await publishProgramme(door);
  const told = nothingTold();
  const refused: RefusedLine[] = [];
  const bar = progressBar('Orders', products.size + households.size + baskets.length);
  await tellAll(door, productFacts(products), told, bar.add);
  await tellAll(door, householdFacts(households), told, bar.add);
  await tellAll(door, orderFacts(baskets, products, (line) => refused.push(line)), told, bar.add);
  bar.end();
  return report(rows.length, baskets.length, told, refused, (performance.now() - started) / 1_000);
}

function report(lines: number, baskets: number, { byStatus, repeated, troubles }: Told, refused: readonly RefusedLine[], seconds: number): string {
  const reasons = Map.groupBy([...refused.map(({ reason }) => `line: ${reason}`), ...troubles.map(({ status, code, field }) => `fact ${status}: ${code ?? ''} ${field ?? ''}`)], (reason) => reason);
  return [
    `${lines} basket lines in ${baskets} baskets, in ${seconds.toFixed(1)} s`,
    `facts: ${Object.entries(byStatus).map(([status, count]) => `${count} ${status}`).join(', ')}; ${repeated} of them were told before`,
    `refused: ${refused.length} lines, ${troubles.length} facts`,
    ...[...reasons].map(([reason, of]) => `  ${of.length} × ${reason}`),
    ...refused.slice(0, 5).map(({ basket, product, reason }) => `  basket ${basket}, product ${product}: ${reason}`),
    '',
  ].join('\n');
}
