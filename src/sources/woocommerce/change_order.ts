/**
 * Cancels an order in a WooCommerce shop and pays it back, or changes its delivery address. What is so already is not
 * asked for again. https://developer.woocommerce.com/docs/apis/rest-api/v3/orders/
 */
import * as v from "valibot";
import type { Address } from "../../orders/event.ts";
import type { Changed, ChangeRefusal, StorefrontChange } from "../../orders/storefront_change.ts";
import { err, ok, type Result } from "../../result.ts";
import { readJson } from "../read/json.ts";
import { checked } from "../read/parse_error.ts";
import type { Asked, ChangedPorts } from "../source.ts";

/** States in which nothing has been packed for good; a shop's own states are a person's to judge. */
const OPEN: ReadonlySet<string> = new Set(["pending", "on-hold", "processing"]);

const Order = v.object({
  status: v.string(),
  total: v.string(),
  date_paid_gmt: v.nullish(v.string()),
  refunds: v.nullish(v.array(v.object({ total: v.string() })), []),
});

export async function changeAtWoocommerce(
  change: StorefrontChange,
  { tokens, ask }: ChangedPorts,
): Promise<Result<Changed, ChangeRefusal>> {
  const [token] = tokens;
  if (token === undefined) return err("denied", "Cannot change an order at WooCommerce without a token");
  if (change.type === "return") return err("refused", "WooCommerce knows no returns");
  if (!/^\d{1,20}$/.test(change.order)) return err("refused", "The order is none of WooCommerce's own");
  const site = token.slice(0, token.indexOf(":ck_"));
  const headers = { authorization: `Basic ${btoa(token.slice(site.length + 1))}` };
  const at = `https://${site}/wp-json/wc/v3/orders/${change.order}`;
  const request = async (url: string, asked: Asked = {}): Promise<Result<unknown, ChangeRefusal>> => {
    const answer = await ask(new URL(url), { headers, ...asked });
    if (!answer.ok) return answer;
    const { status, body } = answer.value;
    if (status === 401 || status === 403) return err("denied", `WooCommerce answered ${status}`);
    if (status === 400 || status === 404) return err("refused", `WooCommerce answered ${status}`);
    if (status !== 200 && status !== 201) return err("unavailable", `WooCommerce answered ${status}`);
    const json = readJson(body);
    return json.ok ? json : err("unavailable", `Cannot read WooCommerce's answer: ${json.message}`);
  };
  const found = await request(at);
  if (!found.ok) return found;
  const order = checked(Order, found.value);
  if (!order.ok) return err("unavailable", `Cannot read WooCommerce's answer: ${order.message}`);
  const { status, total, date_paid_gmt, refunds } = order.value;
  if (change.type === "address") {
    if (!OPEN.has(status)) return err("refused", `The order is ${status} in WooCommerce`);
    const changed = await request(at, { json: { shipping: shippingOf(change.address) } });
    return changed.ok ? ok("done") : changed;
  }
  if (status === "cancelled") return ok("done");
  const is_refunded = status === "refunded";
  if (!is_refunded && !OPEN.has(status)) return err("refused", `The order is ${status} in WooCommerce`);
  if (!is_refunded && date_paid_gmt !== null && date_paid_gmt !== undefined) {
    // What a person has refunded before makes the rest a person's matter.
    if ((refunds ?? []).length > 0) return err("refused", "The order is refunded in part in WooCommerce");
    const refunded = await request(`${at}/refunds`, {
      json: { amount: total, reason: "Cancelled by the customer on the order page", api_refund: true },
    });
    if (!refunded.ok) return refunded.reason === "unavailable" ? unclear() : refunded;
  }
  const cancelled = await request(at, { json: { status: "cancelled" } });
  return cancelled.ok ? ok("done") : cancelled;
}

/** Whether the money went back is not known: asked again, WooCommerce says so by its list of refunds. */
function unclear(): Result<never, ChangeRefusal> {
  return err("unavailable", "WooCommerce did not answer whether it refunded the order");
}

function shippingOf({ name = "", company, lines, city, postal_code, region, country }: Address) {
  const [first = "", ...rest] = name.trim().split(/\s+/);
  return {
    first_name: rest.length === 0 ? "" : first,
    last_name: rest.length === 0 ? first : rest.join(" "),
    company: company ?? "",
    address_1: lines[0] ?? "",
    address_2: lines.slice(1).join(", "),
    city: city ?? "",
    postcode: postal_code ?? "",
    state: region ?? "",
    ...(country === undefined ? {} : { country }),
  };
}
