import { invalid } from '@loyalty/kernel';

const BROKER = /^(?:[A-Za-z0-9.-]+|\[[0-9a-f:]+\]):[0-9]{1,5}$/;

/**
 * The brokers that an address names: `kafka://a:9092,b:9092`, with or without its scheme. Throws
 * `bus_address_invalid`; the address is not repeated, it may hold a password.
 */
export function brokersOf(address: string): string[] {
  const brokers = address.replace(/^kafka:/, '').replace(/^\/\//, '').replace(/\/$/, '').split(',').map((broker) => broker.trim());
  if (!brokers.every((broker) => BROKER.test(broker))) throw invalid('bus_address_invalid', 'A Kafka address is kafka://host:port, with more brokers behind commas');
  return brokers;
}
