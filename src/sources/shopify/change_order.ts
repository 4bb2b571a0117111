/**
 * Cancels an order in a Shopify store, changes its delivery address, or decides its return. What is so already is not asked for again.
 * https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderCancel
 */
import * as v from "valibot";
import type { Changed, ChangeRefusal, StorefrontChange } from "../../orders/storefront_change.ts";
import type { Address } from "../../orders/event.ts";
import { err, ok, type Result } from "../../result.ts";
import type { ChangedPorts } from "../source.ts";
import type { AdminAccess } from "./admin_api.ts";
import { API_VERSION } from "./api_version.ts";
import { askedOfAdmin } from "./asked_of_admin.ts";
import { decideAtShopify } from "./decide_return.ts";
import { shopifyHost } from "./host.ts";

const BEFORE = `query BeforeChange($id: ID!) {
  order(id: $id) { id cancelledAt fulfillments(first: 1) { id } shippingAddress { phone provinceCode } }
}`;

const CANCELLING = `query Cancelling($id: ID!, $job: ID!) {
  order(id: $id) { id cancelledAt }
  job(id: $job) { id done }
}`;

const CANCEL = `mutation Cancel($id: ID!) {
  orderCancel(
    orderId: $id, reason: CUSTOMER, restock: true, notifyCustomer: false,
    refundMethod: { originalPaymentMethodsRefund: true }, staffNote: "Cancelled by the customer on the order page"
  ) {
    job { id }
    orderCancelUserErrors { code message }
  }
}`;

const UPDATE = `mutation ChangeAddress($input: OrderInput!) {
  orderUpdate(input: $input) {
    order { id }
    userErrors { message }
  }
}`;

const Before = v.object({
  order: v.nullable(v.object({
    cancelledAt: v.nullish(v.string()),
    fulfillments: v.nullish(v.array(v.unknown()), []),
    shippingAddress: v.nullish(
      v.object({ phone: v.nullish(v.string()), provinceCode: v.nullish(v.string()) }),
    ),
  })),
});
const Cancelling = v.object({
  order: v.nullable(v.object({ cancelledAt: v.nullish(v.string()) })),
  job: v.nullable(v.object({ done: v.boolean() })),
});
const Cancelled = v.object({
  orderCancel: v.nullable(v.object({
    job: v.nullish(v.object({ id: v.string() })),
    orderCancelUserErrors: v.array(v.object({ code: v.nullish(v.string()) })),
  })),
});
const Updated = v.object({
  orderUpdate: v.nullable(v.object({ userErrors: v.array(v.unknown()) })),
});

export async function changeAtShopify(
  change: StorefrontChange,
  { tokens, ask, api_version = API_VERSION }: ChangedPorts,
): Promise<Result<Changed, ChangeRefusal>> {
  const [token] = tokens;
  if (token === undefined) return err("denied", "Cannot change an order at Shopify without a token");
  const domain = shopifyHost(token);
  const access: AdminAccess = { domain, token: token.slice(domain.length + 1), version: api_version, ask };
  if (change.type === "return") return await decideAtShopify(access, change);
  const id = `gid://shopify/Order/${change.order}`;
  if (change.type === "cancel" && change.job !== undefined) return await cancelling(access, id, change.job);
  const before = await askedOfAdmin(access, BEFORE, { id }, Before);
  if (!before.ok) return before;
  const { order } = before.value;
  if (order === null) return err("refused", "Shopify has no such order");
  if (order.cancelledAt !== null && order.cancelledAt !== undefined) {
    return change.type === "cancel" ? ok("done") : err("refused", "The order is cancelled in Shopify");
  }
  if ((order.fulfillments ?? []).length > 0) return err("refused", "Shopify has begun to fulfil the order");
  return change.type === "cancel"
    ? await cancel(access, id)
    : await update(access, id, change.address, order.shippingAddress ?? {});
}

/** Asks how the job went that was begun before: to cancel once more while it runs would be refused. */
async function cancelling(
  access: AdminAccess,
  id: string,
  job: string,
): Promise<Result<Changed, ChangeRefusal>> {
  const answer = await askedOfAdmin(access, CANCELLING, { id, job }, Cancelling);
  if (!answer.ok) return answer;
  if (answer.value.order?.cancelledAt != null) return ok("done");
  return answer.value.job?.done === false
    ? ok({ job })
    : err("refused", "Shopify began to cancel the order and did not");
}

async function cancel(access: AdminAccess, id: string): Promise<Result<Changed, ChangeRefusal>> {
  const answer = await askedOfAdmin(access, CANCEL, { id }, Cancelled);
  if (!answer.ok) return answer;
  const errors = answer.value.orderCancel?.orderCancelUserErrors ?? [];
  // A message may quote the order: only the code is kept.
  const code = /^[A-Z_]{1,40}$/.exec(errors[0]?.code ?? "")?.[0];
  if (errors.length > 0) {
    return err("refused", `Shopify does not cancel the order: ${code ?? "an error without a code"}`);
  }
  const job = answer.value.orderCancel?.job?.id;
  return job === undefined
    ? err("unavailable", "Cannot read Shopify's answer: orderCancel must name its job")
    : ok({ job });
}

async function update(
  access: AdminAccess,
  id: string,
  address: Address,
  before: { readonly phone?: string | null | undefined; readonly provinceCode?: string | null | undefined },
): Promise<Result<Changed, ChangeRefusal>> {
  const [first, ...rest] = (address.name ?? "").trim().split(/\s+/);
  const region = address.region ?? "";
  const shippingAddress = {
    // The address replaces the one before as a whole.
    firstName: rest.length === 0 ? "" : first,
    lastName: rest.length === 0 ? first : rest.join(" "),
    company: address.company ?? "",
    address1: address.lines[0] ?? "",
    address2: address.lines.slice(1).join(", "),
    city: address.city ?? "",
    zip: address.postal_code ?? "",
    ...(address.country === undefined ? {} : { countryCode: address.country }),
    ...(/^[A-Z0-9]{1,3}$/.test(region)
      ? { provinceCode: region }
      : region === "" && before.provinceCode
      ? { provinceCode: before.provinceCode }
      : {}),
    ...(before.phone ? { phone: before.phone } : {}),
  };
  const answer = await askedOfAdmin(access, UPDATE, { input: { id, shippingAddress } }, Updated);
  if (!answer.ok) return answer;
  if (answer.value.orderUpdate === null) return err("denied", "The token may not change orders in Shopify");
  return answer.value.orderUpdate.userErrors.length === 0
    ? ok("done")
    : err("refused", "Shopify does not take the address");
}
