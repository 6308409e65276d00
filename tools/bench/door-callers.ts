import { DomainError } from '@loyalty/kernel';
import { headerOf, HttpConnection } from './http-connection';
import type { Options } from './options';
import { PointsCallers, type Asked } from './points-callers';
import type { Served } from './served';
import { POLICY, WALLET } from './wallet';

/** Callers at the HTTP door, each on a connection of its own. */
export interface DoorCallers {
  readonly callers: PointsCallers;
  close(): void;
}

/** Connects as many callers as asked, and defines the wallet. */
export async function doorCallers({ port, key }: Served, options: Options): Promise<DoorCallers> {
  const connections = await Promise.all(Array.from({ length: options.callers }, () => HttpConnection.open(port, key)));
  const defined = await connections[0]!.ask('PUT', `/v1/points/wallets/${WALLET}`, { id: 'bench-wallet', body: JSON.stringify(POLICY) });
  if (defined.status !== 200) throw new Error(`The wallet was refused: ${defined.status} ${defined.body}`);
  const free = [...connections];
  const put = async (asked: Asked) => {
    // As many callers as connections, so one is free whenever one of them asks.
    const connection = free.pop() ?? (await HttpConnection.open(port, key));
    try {
      return await putOn(connection, asked);
    } finally {
      free.push(connection);
    }
  };
  return { callers: new PointsCallers(put, options), close: () => free.forEach((connection) => connection.close()) };
}

async function putOn(connection: HttpConnection, { id, kind, memberId, points }: Asked) {
  const reference = { kind: 'order', id };
  const body = JSON.stringify(kind === 'earn' ? { points, source: reference } : { points, reference });
  const { status, head, body: said } = await connection.ask('POST', `/v1/points/accounts/${WALLET}/${memberId}/${kind}`, { id, body });
  if (status === 200) return { position: Number(headerOf(head, 'ledger-position')), repeated: headerOf(head, 'idempotency-replayed') === 'true' };
  throw new DomainError('state', (JSON.parse(said) as { code?: string }).code ?? `http_${status}`, said);
}
