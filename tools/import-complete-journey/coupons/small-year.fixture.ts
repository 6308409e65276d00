import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

// A made-up shop in the format of the published files: three households, two campaigns, six redemptions.

const FILES: Readonly<Record<string, string>> = {
  products: `"product_id","manufacturer_id","department","brand","product_category","product_type","package_size"
"11","1","GROCERY","National","TEA","TEA BAGS","20 CT"
"12","1","GROCERY","National","TEA","TEA BAGS","40 CT"
"13","2","GROCERY","Private","COFFEE","COFFEE BEANS","1 LB"
"900000","2","GROCERY","Private","COFFEE","COFFEE BEANS","2 LB"
`,
  // The first basket is of 9 March at the shop, whose evening is the next day in UTC.
  transactions_sample: `"household_id","store_id","basket_id","product_id","quantity","sales_value","retail_disc","coupon_disc","coupon_match_disc","week","transaction_timestamp"
"7","300","501","11",2,5,0.5,1.1,0,10,"2017-03-10T01:30:00Z"
"7","300","501","13",1,8.99,0,0,0,10,"2017-03-10T01:30:00Z"
"8","300","502","12",1,4,0,0.55,0.25,10,"2017-03-11T15:00:00Z"
"8","300","502","11",0,0,0,0,0,10,"2017-03-11T15:00:00Z"
"9","301","503","11",1,2.4,0,0.75,0,11,"2017-03-15T15:00:00Z"
`,
  campaign_descriptions: `"campaign_id","campaign_type","start_date","end_date"
"1","Type A",2017-03-01,2017-03-12
"2","Type B",2017-03-12,2017-03-20
`,
  campaigns: `"campaign_id","household_id"
"1","7"
"1","8"
"2","7"
`,
  coupons: `"coupon_upc","product_id","campaign_id"
"10000000001","11","1"
"10000000001","12","1"
"10000000001","11","1"
"10000000002","13","1"
"10000000001","9e+05","2"
`,
  // The fourth was redeemed after the end, the fifth by a household that was not sent the campaign.
  coupon_redemptions: `"household_id","coupon_upc","campaign_id","redemption_date"
"7","10000000001","1",2017-03-09
"7","10000000001","1",2017-03-09
"8","10000000002","1",2017-03-12
"8","10000000001","1",2017-03-13
"9","10000000001","2",2017-03-12
"7","10000000001","2",2017-03-12
`,
};

/** Writes the files, some of them changed; call `remove` when done. */
export function smallYear(changes: Readonly<Record<string, string>> = {}): { readonly directory: string; remove(): void } {
  const directory = mkdtempSync(path.join(tmpdir(), 'small-year-'));
  for (const [name, text] of Object.entries({ ...FILES, ...changes })) writeFileSync(path.join(directory, `${name}.csv.gz`), gzipSync(text));
  return { directory, remove: () => rmSync(directory, { recursive: true }) };
}
