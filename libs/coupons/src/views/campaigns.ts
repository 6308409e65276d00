import { streamPart, type CampaignEvent, type CampaignGiven, type LocalizedText, type RedemptionEvent } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import type { Projection } from '@loyalty/views';

/** Redemptions, and money by currency in minor units. */
export interface Figures {
  readonly uses: number;
  readonly moneyMinor: Readonly<Record<string, number>>;
}

/** What became of what a campaign gave. Held: set aside now, less what lapsed as far as that is told. */
export interface CampaignFigures {
  readonly held: Figures;
  readonly used: Figures;
  readonly reversed: Figures;
}

export interface CampaignDocument extends CampaignFigures {
  readonly campaignId: string;
  readonly status: 'draft' | 'active' | 'paused' | 'ended';
  readonly version: number;
  readonly name: LocalizedText;
  readonly trigger: 'automatic' | 'code';
  readonly changedAt: Instant;
  readonly heldOut: number;
  readonly variants: Readonly<Record<string, CampaignFigures>>;
}

const NONE: Figures = { uses: 0, moneyMinor: {} };
const NOTHING: CampaignFigures = { held: NONE, used: NONE, reversed: NONE };

export const campaignsView: Projection<CampaignDocument> = {
  name: 'coupons_campaigns',
  version: 1,
  categories: ['campaign', 'redemption'],
  indexes: [{ fields: ['status'] }, { fields: ['changedAt'] }],
  keysOf: (event) => [...new Set(concerned(event as unknown as CampaignEvent | RedemptionEvent))].map(streamPart),
  project(doc, recorded, id) {
    const event = recorded as unknown as CampaignEvent | RedemptionEvent;
    if (!event.type.startsWith('redemption.')) return ofCampaign(doc, event as CampaignEvent);
    return doc && ofRedemption(doc, event as RedemptionEvent, id);
  },
};

function concerned({ type, data }: CampaignEvent | RedemptionEvent): readonly string[] {
  if (type === 'campaign.drafted.v1' || type === 'campaign.published.v1') return [data.campaign.campaignId];
  if ('campaignId' in data) return [data.campaignId];
  if ('uses' in data) return [...data.uses.map(({ campaignId }) => campaignId), ...(data.heldOut ?? [])];
  return ('givenBack' in data ? data.givenBack : (data as { given: readonly CampaignGiven[] }).given).map(({ campaignId }) => campaignId);
}

function ofCampaign(doc: CampaignDocument | undefined, { type, data, effectiveAt: changedAt }: CampaignEvent): CampaignDocument | undefined {
  if (type === 'campaign.drafted.v1' || type === 'campaign.published.v1') {
    const { campaignId, name, trigger } = data.campaign;
    const figures = doc ?? { ...NOTHING, heldOut: 0, variants: {}, status: 'draft' as const, version: 0 };
    if (type === 'campaign.drafted.v1') return { ...figures, campaignId, name: doc?.name ?? name, trigger: doc?.trigger ?? trigger, changedAt };
    return { ...figures, campaignId, name, trigger, changedAt, version: data.campaign.version, status: figures.status === 'paused' ? 'paused' : 'active' };
  }
  const status = { 'campaign.paused.v1': 'paused', 'campaign.resumed.v1': 'active', 'campaign.ended.v1': 'ended' } as const;
  return doc && { ...doc, status: status[type], changedAt };
}

function ofRedemption(doc: CampaignDocument, event: RedemptionEvent, id: string): CampaignDocument {
  const isThis = ({ campaignId }: { readonly campaignId: string }) => streamPart(campaignId) === id;
  switch (event.type) {
    case 'redemption.held.v1':
    case 'redemption.redeemed.v1': {
      const { uses, heldOut = [], request: { basket: { currency } } } = event.data;
      const after = heldOut.some((campaignId) => isThis({ campaignId })) ? { ...doc, heldOut: doc.heldOut + 1 } : doc;
      const use = uses.find(isThis);
      return use === undefined ? after : moved(after, use, currency, [event.type === 'redemption.held.v1' ? 'held' : 'used', 1]);
    }
    case 'redemption.committed.v1':
      return event.data.late ? given(doc, event.data, isThis, ['used', 1]) : given(doc, event.data, isThis, ['held', -1], ['used', 1]);
    case 'redemption.released.v1':
    case 'redemption.lapsed.v1':
      return given(doc, event.data, isThis, ['held', -1]);
    case 'redemption.reversed.v1': {
      const back = event.data.givenBack.find(isThis);
      return back === undefined ? doc : moved(doc, back, event.data.currency, ['reversed', back.uses as 0 | 1]);
    }
  }
}

type Move = readonly [to: keyof CampaignFigures, sign: 1 | 0 | -1];

function given(doc: CampaignDocument, { given: all, currency }: { readonly given: readonly CampaignGiven[]; readonly currency: string }, isThis: (one: CampaignGiven) => boolean, ...moves: readonly Move[]): CampaignDocument {
  const one = all.find(isThis);
  return one === undefined ? doc : moved(doc, one, currency, ...moves);
}

function moved(doc: CampaignDocument, { variant, amountMinor }: CampaignGiven, currency: string, ...moves: readonly Move[]): CampaignDocument {
  const after = { ...doc, ...figuresAfter(doc, amountMinor, currency, moves) };
  if (variant === undefined) return after;
  return { ...after, variants: { ...doc.variants, [variant]: figuresAfter(doc.variants[variant] ?? NOTHING, amountMinor, currency, moves) } };
}

/** A move of sign 0 moves money only. */
function figuresAfter({ held, used, reversed }: CampaignFigures, amountMinor: number, currency: string, moves: readonly Move[]): CampaignFigures {
  const figures: Record<keyof CampaignFigures, Figures> = { held, used, reversed };
  for (const [to, sign] of moves) {
    const { uses, moneyMinor } = figures[to];
    figures[to] = { uses: uses + sign, moneyMinor: { ...moneyMinor, [currency]: (moneyMinor[currency] ?? 0) + (sign === -1 ? -amountMinor : amountMinor) } };
  }
  return figures;
}
