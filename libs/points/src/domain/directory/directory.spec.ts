import { given } from '@loyalty/testing';
import { NOON } from '../account/account.fixture';
import { directory } from './directory';

describe('the directory', () => {
  it('lists each wallet and each programme once', () => {
    given(directory).when({ entry: 'wallet', id: 'points', at: NOON }).then({ type: 'points.directory.listed.v1', effectiveAt: NOON, data: { kind: 'wallet', id: 'points' } });
    const listed = given(directory).commands({ entry: 'wallet', id: 'points', at: NOON });
    listed.when({ entry: 'wallet', id: 'points', at: NOON }).thenNothing();
    expect(listed.when({ entry: 'program', id: 'points', at: NOON }).state).toEqual({ wallets: ['points'], programs: ['points'] });
  });
});
