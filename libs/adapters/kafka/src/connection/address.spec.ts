import { DomainError } from '@loyalty/kernel';
import { KafkaJSConnectionError, KafkaJSNumberOfRetriesExceeded, KafkaJSProtocolError } from 'kafkajs';
import { brokersOf } from './brokers';
import { fromKafka } from './errors';

describe('the address of a cluster', () => {
  it.each([
    ['kafka://a:9092', ['a:9092']], ['kafka://a.example:9092,10.0.0.2:9093', ['a.example:9092', '10.0.0.2:9093']], ['//a:9092/', ['a:9092']], ['[::1]:9092', ['[::1]:9092']],
  ])('names its brokers: %s', (address, brokers) => expect(brokersOf(address)).toEqual(brokers));

  it.each(['', 'kafka://', 'kafka://a', 'kafka://user:secret@a:9092', 'kafka://a:9092,,b:9092'])('is refused without being repeated: %s', (address) => {
    expect(() => brokersOf(address)).toThrow(expect.objectContaining({ code: 'bus_address_invalid', message: expect.not.stringContaining('secret') }));
  });
});

describe('an error of the client library', () => {
  it('never leaves as it is', () => {
    const inner = new KafkaJSProtocolError({ type: 'NOT_ENOUGH_REPLICAS', code: 19, message: 'Too few' } as never);
    expect(fromKafka(new KafkaJSNumberOfRetriesExceeded(inner, { retryCount: 5, retryTime: 1 }))).toMatchObject({ code: 'broker_unavailable', retryable: true, facts: { reason: 'NOT_ENOUGH_REPLICAS' } });
    expect(fromKafka(new KafkaJSConnectionError('refused'))).toMatchObject({ code: 'broker_unavailable', category: 'unavailable' });
    expect(fromKafka('odd')).toBeInstanceOf(DomainError);
  });

  it('says when it is the record that was refused', () => {
    expect(fromKafka(new KafkaJSProtocolError({ type: 'MESSAGE_TOO_LARGE', code: 10, message: 'x' } as never))).toMatchObject({ code: 'message_too_large', retryable: false });
  });

  it('that is ours already stays what it is', () => {
    const ours = new DomainError('state', 'odd', 'odd');
    expect(fromKafka(ours)).toBe(ours);
  });
});
