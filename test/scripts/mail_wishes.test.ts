import { describe, expect, test } from "vitest";
import { withMailWishes } from "../../scripts/shop/mail_wishes.ts";

const NOTHING = { kinds: [], copies: [], shadow: undefined };
const wished = (
  wishes: Partial<typeof NOTHING | { shadow: string; kinds: string[]; copies: string[] }>,
  mails = {},
) => withMailWishes({ name: "Kontor", mails }, { ...NOTHING, ...wishes });

describe("wishes about mails", () => {
  test("change what they name and nothing else", () => {
    const before = { kinds: { feedback_request: "off" }, not_owed: [{ tags: ["a"] }] };
    expect(wished({ kinds: ["order_confirmation=off"], shadow: "on" }, before)).toEqual({
      ok: true,
      value: {
        name: "Kontor",
        mails: {
          kinds: { feedback_request: "off", order_confirmation: "off" },
          not_owed: [{ tags: ["a"] }],
          copies: {},
          shadow: true,
        },
      },
    });
  });

  test("take away what is on again, and copies that have no address", () => {
    const before = { kinds: { feedback_request: "off" }, copies: { order_confirmation: ["a@b.example"] } };
    expect(wished({ kinds: ["feedback_request=on"], copies: ["order_confirmation="] }, before)).toMatchObject(
      {
        value: { mails: { kinds: {}, copies: {} } },
      },
    );
  });

  test("add a copy once", () => {
    const before = { copies: { order_confirmation: ["a@b.example"] } };
    const copies = ["order_confirmation=a@b.example", "order_confirmation=c@d.example"];
    expect(wished({ copies }, before)).toMatchObject({
      value: { mails: { copies: { order_confirmation: ["a@b.example", "c@d.example"] } } },
    });
  });

  test.each([[{ shadow: "yes" }, "--shadow"], [{ kinds: ["order_confirmation"] }, "--kind"]])(
    "%j is refused",
    (wishes, named) => {
      expect(wished(wishes)).toMatchObject({ ok: false, message: expect.stringContaining(named) });
    },
  );
});
