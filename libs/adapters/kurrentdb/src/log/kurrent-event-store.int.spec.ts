import { manualClock } from '@loyalty/kernel';
import { eventStoreContract, systemPorts } from '@loyalty/testing';
import { KurrentProvableLog } from '../proof/kurrent-provable-log';
import { SERVER_NAME, serverUnderTest, type ServerUnderTest } from '../testing/server-under-test';
import { KurrentEventStore } from './kurrent-event-store';

jest.setTimeout(60_000);
let server: ServerUnderTest;
beforeAll(async () => {
  server = await serverUnderTest();
});
afterAll(() => server.stop());

eventStoreContract(`KurrentEventStore on ${SERVER_NAME}`, async () => {
  const url = server.newLog();
  const ports = { ...systemPorts, clock: manualClock('2026-01-01T00:00:00Z') };
  return { open: () => KurrentEventStore.open(url, ports), prove: () => KurrentProvableLog.open(url, ports), dispose: async () => undefined };
}, { atomicAcrossStreams: true, gapless: true, durable: true, provable: true, interleavings: 200 });
