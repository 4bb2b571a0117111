import { describe, expect, test } from "vitest";
import { senderAsker } from "../../../src/doors/webhooks/ask_sender.ts";
import { changeAtShopify } from "../../../src/sources/shopify/change_order.ts";
import { openStore, type StoreReturn, type StoreState } from "../../support/shopify_admin.ts";

const GID = "gid://shopify/Return/945000954321";

async function decided(
  decision: "approve" | "decline",
  status: StoreReturn["status"],
  { order = "1001", return_id = "945000954321", token = "shpat_1", ...given }: Partial<StoreState> & {
    readonly order?: string;
    readonly return_id?: string;
    readonly token?: string;
  } = {},
) {
  const returns: StoreReturn[] = [{ id: GID, order: "gid://shopify/Order/1001", status, lines: [] }];
  const { store, fetch } = openStore({ returns, ...given });
  const result = await changeAtShopify(
    { type: "return", order, return_id, decision, ...(decision === "decline" ? { reason: "Worn" } : {}) },
    { tokens: [`${store.domain}:${token}`], ask: senderAsker(fetch, [store.domain]) },
  );
  return { result, store };
}

describe("a return that the desk decides in Shopify", () => {
  test("is approved or declined there, and Shopify writes to nobody", async () => {
    const approved = await decided("approve", "REQUESTED");
    expect(approved.result).toEqual({ ok: true, value: "done" });
    expect(approved.store.decided).toEqual([{ id: GID, notifyCustomer: false }]);
    const declined = await decided("decline", "REQUESTED");
    expect(declined.result).toEqual({ ok: true, value: "done" });
    expect(declined.store.decided).toEqual([
      { id: GID, notifyCustomer: false, declineReason: "OTHER", declineNote: "Worn" },
    ]);
  });

  test("that is so already is not decided again", async () => {
    for (const [decision, status] of [["approve", "OPEN"], ["decline", "DECLINED"]] as const) {
      const { result, store } = await decided(decision, status);
      expect(result).toEqual({ ok: true, value: "done" });
      expect(store.decided).toEqual([]);
    }
  });

  test("is refused where it is in another state, another order's, not Shopify's, or there is none", async () => {
    for (
      const { result, store } of [
        await decided("approve", "DECLINED"),
        await decided("approve", "REQUESTED", { order: "1002" }),
        await decided("approve", "REQUESTED", { return_id: "r-1" }),
        await decided("approve", "REQUESTED", { return_id: "77" }),
        await decided("decline", "REQUESTED", { return_refusal: "INVALID_STATE" }),
      ]
    ) {
      expect(result).toMatchObject({ ok: false, reason: "refused" });
      expect(JSON.stringify(result)).not.toContain("Ada");
      expect(store.decided).toEqual([]);
    }
  });

  test("says whether the token or the store was the reason", async () => {
    expect((await decided("approve", "REQUESTED", { token: "shpat_old" })).result).toMatchObject({
      ok: false,
      reason: "denied",
    });
    expect((await decided("approve", "REQUESTED", { points: 0 })).result).toMatchObject({
      ok: false,
      reason: "unavailable",
    });
  });
});
