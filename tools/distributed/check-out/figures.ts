/** Uses, and money in minor units of the one currency that the test knows. */
export interface Figures {
  uses: number;
  moneyMinor: number;
}

/** What a campaign holds now, has ever used and got back. */
export interface CampaignFigures {
  readonly held: Figures;
  readonly used: Figures;
  readonly reversed: Figures;
}

export function noFigures(): CampaignFigures {
  return { held: { uses: 0, moneyMinor: 0 }, used: { uses: 0, moneyMinor: 0 }, reversed: { uses: 0, moneyMinor: 0 } };
}

export function move(figures: Figures, uses: number, moneyMinor: number): void {
  figures.uses += uses;
  figures.moneyMinor += moneyMinor;
}

/** Where two tell different things of the same; `who` names both. */
export function differencesOf(who: string, one: ReadonlyMap<string, CampaignFigures>, other: ReadonlyMap<string, CampaignFigures>): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((name) => {
    const [a, b] = [one, other].map((figures) => JSON.stringify(figures.get(name) ?? noFigures()));
    return a === b ? [] : [`${name}, ${who}: ${a} and ${b}`];
  });
}
