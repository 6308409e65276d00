import { coded } from '@loyalty/testing';
import { serverAddress } from './address';

describe('the address of a log', () => {
  it.each([
    ['kurrentdb://host:2113', 'kurrentdb://host:2113', ''],
    ['kurrentdb://host:2113?tls=false', 'kurrentdb://host:2113?tls=false', ''],
    ['kurrentdb://host:2113?log=points', 'kurrentdb://host:2113', 'points/'],
    ['kurrentdb+discover://u:p@host?tls=false&log=points&nodePreference=leader', 'kurrentdb+discover://u:p@host?tls=false&nodePreference=leader', 'points/'],
  ])('%s names a server and a log', (text, url, prefix) => {
    expect(serverAddress(text)).toEqual({ url, prefix });
  });

  it.each(['kurrentdb://u:secret@host?log=', 'kurrentdb://u:secret@host?log=a/b', 'kurrentdb://u:secret@host?log=a&log=b'])('%s is refused, and not repeated', (text) => {
    expect(() => serverAddress(text)).toThrow(coded('event_store_url_invalid'));
    expect(() => serverAddress(text)).not.toThrow(/secret/);
  });
});
