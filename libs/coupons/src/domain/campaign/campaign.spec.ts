import { given } from '@loyalty/testing';
import { campaign as drafted, NOON, percent } from '../engine/engine.fixture';
import { campaign } from './campaign';

const { version: _version, ...TEN } = drafted('ten', percent(100_000));
const draft = { kind: 'draft' as const, campaign: TEN, at: NOON };
const of = (kind: 'publish' | 'pause' | 'resume' | 'end') => ({ kind, campaignId: 'ten', at: NOON });

describe('a campaign', () => {
  const published = given(campaign).commands(draft, of('publish'));

  it('becomes version 1 when its draft is published, and version 2 with the next', () => {
    given(campaign).commands(draft).when(of('publish')).then({ type: 'campaign.published.v1', effectiveAt: NOON, data: { campaign: { ...TEN, version: 1 } } });
    published.commands(draft).when(of('publish')).thenLike({ data: { campaign: { version: 2 } } });
  });

  it('is not published without a draft, nor before it is known', () => {
    published.when(of('publish')).thenRefused('nothing_to_publish');
    for (const kind of ['publish', 'pause', 'resume', 'end'] as const) given(campaign).when(of(kind)).thenRefused('campaign_unknown');
  });

  it('is paused and resumed by turns; a version published meanwhile stays paused', () => {
    const paused = published.commands(of('pause'));
    paused.when(of('pause')).thenRefused('campaign_not_active');
    published.when(of('resume')).thenRefused('campaign_not_paused');
    expect(paused.commands(draft).when(of('publish')).state).toMatchObject({ status: 'paused', current: { version: 2 } });
    expect(paused.when(of('resume')).state).toMatchObject({ status: 'active', current: { version: 1 } });
  });

  it('ends for good', () => {
    const ended = published.commands(of('end'));
    for (const command of [draft, of('publish'), of('resume'), of('end')]) ended.when(command).thenRefused('campaign_ended');
  });

  it('keeps its version while the next is drafted', () => {
    expect(published.when(draft).state).toMatchObject({ status: 'active', current: { version: 1 }, draft: TEN });
  });
});
