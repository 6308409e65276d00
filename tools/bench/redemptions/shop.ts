import type { Basket, BasketLine, CampaignEffect } from '@loyalty/contracts';
import { batchStream, CodeKeys, draftCampaign, generateBatch, printerOf, publishCampaign, type DraftedCampaign } from '@loyalty/coupons';
import type { Command, Ledger } from '@loyalty/ledger';

export const CODES = 10_000_000;
export const HOT_LIMIT = 1_000_000_000;
export const HOT_CODE = 'SUMMER';
export const KEYS = new CodeKeys([new Uint8Array(32).fill(9)]);

const TEN_PERCENT: CampaignEffect = { kind: 'percentOff', ppm: 100_000, target: { over: 'items' } };

const command = (id: string): Command => ({ id, fingerprint: id, actor: 'bench' });

/** One campaign with ten million codes of its own, each good for one use; and one with a code that everybody has, and a limit. */
export async function openShop(ledger: Ledger): Promise<(serial: number) => string> {
  await publish(ledger, campaign('unique', {}));
  await publish(ledger, campaign('hot', { sharedCodes: [HOT_CODE], limits: [{ count: 'uses', per: 'campaign', every: 'ever', most: HOT_LIMIT }] }));
  const { answer } = await generateBatch(ledger, KEYS, command('batch'), { campaignId: 'unique', usesPerCode: 1, size: CODES, format: { prefix: 'B', charset: 'crockford', length: 12, groupOf: 4 } });
  const { state } = await ledger.peek(batchStream(answer.batchId));
  return printed(state.generated!);
}

const PRINTED_AT_ONCE = 1_000;

/** Codes one after the other; many are printed at once, as an export does, so that the callers pay next to nothing for them. */
function printed(generated: Parameters<typeof printerOf>[1]): (serial: number) => string {
  const printer = printerOf(KEYS, generated);
  let first = 1;
  let codes: string[] = [];
  return (serial) => {
    if (serial >= first + codes.length) {
      first = serial;
      codes = Buffer.from(printer.lines(generated.range.first + serial - 1, serial, PRINTED_AT_ONCE)).toString('latin1').split('\n').slice(0, PRINTED_AT_ONCE).map((line) => line.slice(line.indexOf(',') + 1));
    }
    return codes[serial - first]!;
  };
}

function campaign(campaignId: string, more: Partial<DraftedCampaign>): DraftedCampaign {
  return { campaignId, name: { en: campaignId }, trigger: 'code', phase: 'order', priority: 0, stackClass: 'common', schedule: {}, conditions: [], effects: [TEN_PERCENT], ...more };
}

async function publish(ledger: Ledger, drafted: DraftedCampaign): Promise<void> {
  await draftCampaign(ledger, command(`${drafted.campaignId} draft`), drafted);
  await publishCampaign(ledger, command(`${drafted.campaignId} publish`), drafted.campaignId);
}

/** A basket of three lines, one of some hundred different ones. */
export function basketOf(n: number): Basket {
  const line = (lineId: string, quantity: number, unitPriceMinor: number): BasketLine => ({ lineId, sku: `sku-${(n * 7 + quantity) % 997}`, quantity, unitPriceMinor, categories: ['tea'] });
  return { currency: 'EUR', lines: [line('1', 1 + (n % 3), 1_290), line('2', 2, 499 + (n % 100)), line('3', 1, 8_900)], channel: 'web' };
}
