import { expect, test } from "vitest";
import { customerNames } from "../../src/links/customer_name.ts";
import { signLink, verifyLink } from "../../src/links/signed_link.ts";
import { SHOP_ID } from "../../src/orders/order_id.ts";

const KEYS = [{ id: 1, bytes: new Uint8Array(32).fill(1) }];

test.each([29, 30, 31, 32])(
  "a customer's link names them in a shop whose id has %d characters",
  async (length) => {
    const shop_id = "k".repeat(length);
    expect(shop_id).toMatch(SHOP_ID);
    const customer = await customerNames(new Uint8Array(32).fill(9))(shop_id, "ada@lovelace.example");
    const token = await signLink(KEYS, { purpose: "history", subject: customer, expires_at_ms: 60_000 });
    expect(await verifyLink(KEYS, token, "history", 0)).toMatchObject({
      ok: true,
      value: { subject: customer },
    });
  },
);
