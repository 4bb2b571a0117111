/** Carries a decision about a return to the storefront that knows the return, before it is told to its customer. */
import { splitOrderId } from "../../orders/order_id.ts";
import { err, ok, type Result } from "../../result.ts";
import { type TokenPorts, withFreshToken } from "../connect/fresh_token.ts";
import type { ChangePorts } from "../customer/carry_out.ts";
import type { Shop } from "../ports.ts";

export type StorefrontPorts = TokenPorts & Pick<ChangePorts, "change_order">;

export interface StorefrontDecision {
  readonly order_id: string;
  readonly return_id: string;
  readonly decision: "approve" | "decline";
  /** For the customer, where it is declined. */
  readonly reason?: string | undefined;
}

/** Ids of returns that Waybill's own page made, which no storefront knows. */
const OWN = "page-";

/** Whether the shop lets Waybill decide this return at its storefront. */
export function decidesThere(shop: Shop, order_id: string, return_id: string): boolean {
  const { source } = splitOrderId(order_id);
  return isOfStorefront(return_id) && shop.settings.storefront_acts.includes("returns") &&
    (shop.secrets[`${source}.token`] ?? []).length > 0;
}

/** Whether a storefront reported the return, and not Waybill's page. */
export function isOfStorefront(return_id: string): boolean {
  return !return_id.startsWith(OWN);
}

/** `silent`: the storefront did not answer, so that nothing is decided yet. Does nothing where the shop decides it there itself. */
export async function decideAtStorefront(
  ports: StorefrontPorts,
  shop: Shop,
  { order_id, ...decision }: StorefrontDecision,
  now_ms: number,
): Promise<Result<null, "refused" | "silent">> {
  if (!decidesThere(shop, order_id, decision.return_id)) return ok(null);
  const { source, sender_id } = splitOrderId(order_id);
  const fresh = await withFreshToken(ports, shop, source, now_ms);
  if (!fresh.ok) return err(fresh.reason === "refused" ? "refused" : "silent", fresh.message);
  const change = { type: "return", order: sender_id, ...decision } as const;
  const changed = await ports.change_order(fresh.value, source, change);
  if (changed.ok) return ok(null);
  return err(changed.reason === "unavailable" ? "silent" : "refused", changed.message);
}
