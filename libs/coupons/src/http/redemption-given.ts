import type { RedemptionAnswer, RedemptionContent } from '@loyalty/contracts';
import type { Command, Ledger } from '@loyalty/ledger';
import { redemptionStream } from '../domain/redemption/redemption';

const PAGE = 200;

/** The answer to a hold with what each line is given: from the very event that the command wrote, so that a repeat tells the same. */
export async function withGiven(ledger: Ledger, { id }: Pick<Command, 'id'>, answer: RedemptionAnswer): Promise<RedemptionAnswer & { readonly given: RedemptionContent['result'] }> {
  const { name } = redemptionStream(answer.redemptionId);
  for (let after = 0; ;) {
    const page = await ledger.store.readStream(name, { after, limit: PAGE });
    const event = page.find(({ command, type }) => command === id && (type === 'redemption.held.v1' || type === 'redemption.redeemed.v1'));
    if (event !== undefined) return { ...answer, given: (event.data as RedemptionContent).result };
    if (page.length < PAGE) throw new Error(`${name} has no event of the command that it answered`);
    after = page.at(-1)!.revision;
  }
}
