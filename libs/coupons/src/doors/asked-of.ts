import type { AskBasketDto, BasketTax, BasketTaxDto, HoldRedemptionDto, MemberFacts, QuoteBasketDto, RedeemBasketDto } from '@loyalty/contracts';
import { invalid, SAFE_AMOUNT_MAX, sha256Hex } from '@loyalty/kernel';
import type { Command } from '@loyalty/ledger';
import type { WantedPoints } from '../application/payments/quote-together';
import type { Asked, AskedRedemption } from '../application/redemptions/asked';
import type { AskedFor } from '../application/redemptions/quote';
import type { OrdersOf } from './orders-of';

const ATTRIBUTES_MAX = 200;
const ATTRIBUTE_LENGTH_MAX = 200;
const STOCK_MAX = 10_000;

/** A basket as the domain knows it. Throws `request_invalid`'s kin with the field: `field_missing`, `field_not_of_kind`, `attribute_invalid`, `stock_invalid`. */
export async function askedOf({ basket, member, device, cart, codes = [], stock }: AskBasketDto, ordersOf: OrdersOf): Promise<Asked> {
  basket.lines.forEach(({ taxes }, i) => assertTaxes(taxes, `/basket/lines/${i}`));
  basket.shipping?.forEach(({ taxes }, i) => assertTaxes(taxes, `/basket/shipping/${i}`));
  return {
    basket: basket as Asked['basket'], codes,
    ...(member === undefined ? {} : { member: await memberOf(member, ordersOf) }),
    ...(device === undefined ? {} : { device }),
    ...(cart === undefined ? {} : { cartId: cart.cartId, shop: cart.shop }),
    ...(stock === undefined ? {} : { stock: stockOf(stock) }),
  };
}

/** The same for a redemption: with its id. */
export async function askedRedemption(command: Pick<Command, 'id'>, body: HoldRedemptionDto | RedeemBasketDto, ordersOf: OrdersOf): Promise<AskedRedemption> {
  const asked = await askedOf(body, ordersOf);
  const redemptionId = body.redemptionId ?? (body.cart === undefined ? `R${sha256Hex(command.id).slice(0, 24)}` : redemptionOfCart(body.cart));
  return { ...asked, redemptionId, ...(body.asFarAsPossible === undefined ? {} : { asFarAsPossible: body.asFarAsPossible }) };
}

/** The same for a question: what its own cart holds does not stand in its way. */
export async function askedForQuote(body: QuoteBasketDto, ordersOf: OrdersOf): Promise<AskedFor> {
  const asked = await askedOf(body, ordersOf);
  return body.cart === undefined ? asked : { ...asked, redemptionId: redemptionOfCart(body.cart) };
}

/** The points that are to pay, and whose they are. Throws `field_missing`: a guest has none. */
export function wantedPoints({ points, member }: QuoteBasketDto | HoldRedemptionDto): WantedPoints | undefined {
  if (points === undefined) return undefined;
  if (member === undefined) throw invalid('field_missing', '/member is needed to pay with points', { field: '/member' });
  return { ...points, memberId: member.memberId };
}

/** The redemption of a cart: each has one. */
export function redemptionOfCart({ shop, cartId }: { readonly shop: string; readonly cartId: string }): string {
  return `C${sha256Hex(`${shop}/${cartId}`).slice(0, 24)}`;
}

async function memberOf({ memberId, orders, segments, tier, attributes }: NonNullable<AskBasketDto['member']>, ordersOf: OrdersOf): Promise<MemberFacts> {
  return {
    memberId, orders: orders ?? (await ordersOf(memberId)),
    ...(segments === undefined ? {} : { segments }), ...(tier === undefined ? {} : { tier }), ...(attributes === undefined ? {} : { attributes: attributesOf(attributes) }),
  };
}

function attributesOf(given: object): NonNullable<MemberFacts['attributes']> {
  const attributes = Object.entries(given);
  const isPlain = (value: unknown) => typeof value === 'boolean' || Number.isSafeInteger(value) || (typeof value === 'string' && value.length <= ATTRIBUTE_LENGTH_MAX);
  const wrong = attributes.find(([name, value]) => name.length > ATTRIBUTE_LENGTH_MAX || !isPlain(value));
  if (wrong !== undefined || attributes.length > ATTRIBUTES_MAX) {
    const field = wrong === undefined ? '/member/attributes' : `/member/attributes/${wrong[0].slice(0, 100)}`;
    throw invalid('attribute_invalid', `${field}: an attribute is a short text, a whole number, true or false, and there are at most ${ATTRIBUTES_MAX}`, { field });
  }
  return given as NonNullable<MemberFacts['attributes']>;
}

function stockOf(given: object): NonNullable<Asked['stock']> {
  const units = Object.entries(given);
  const wrong = units.find(([, count]) => !Number.isInteger(count) || (count as number) < 0 || (count as number) > SAFE_AMOUNT_MAX);
  if (wrong !== undefined || units.length > STOCK_MAX) {
    const field = wrong === undefined ? '/stock' : `/stock/${wrong[0].slice(0, 100)}`;
    throw invalid('stock_invalid', `${field}: units are whole numbers from 0, of at most ${STOCK_MAX} articles`, { field });
  }
  return given as NonNullable<Asked['stock']>;
}

const TAX: Readonly<Record<BasketTax['kind'], readonly (keyof BasketTaxDto)[]>> = { rate: ['ratePpm', 'included'], perUnit: ['amountMinor'] };

function assertTaxes(taxes: readonly BasketTaxDto[] | undefined, path: string): void {
  taxes?.forEach((tax, i) => {
    const missing = TAX[tax.kind].find((name) => tax[name] === undefined);
    const foreign = (Object.keys(tax) as (keyof BasketTaxDto)[]).find((name) => name !== 'kind' && !TAX[tax.kind].includes(name));
    const [code, field] = missing === undefined ? ['field_not_of_kind', `${path}/taxes/${i}/${foreign}`] : ['field_missing', `${path}/taxes/${i}/${missing}`];
    if (missing !== undefined || foreign !== undefined) throw invalid(code, `${field} ${missing === undefined ? 'does not belong to' : 'is needed for'} ${tax.kind}`, { field, kind: tax.kind });
  });
}
