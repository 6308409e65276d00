/** What is to become of a redemption that was acknowledged. */
export type Status = 'held' | 'committed' | 'released' | 'reversed';

export interface Acknowledged {
  readonly redemptionId: string;
  readonly campaignId: string;
  readonly amountMinor: number;
  /** The process that was asked first. */
  readonly askedAt: number;
  status: Status;
}

/** A command on the topic, and what its outcome is to say. */
export interface Commanded {
  readonly id: string;
  readonly outcome: 'applied' | 'rejected';
}

/** What the shop was told, and what it asked for: everything that the services say is held against this. */
export class ShopsMemory {
  readonly redemptions = new Map<string, Acknowledged>();
  readonly commands: Commanded[] = [];

  ofCampaign(campaignId: string): readonly Acknowledged[] {
    return [...this.redemptions.values()].filter((one) => one.campaignId === campaignId);
  }
}
