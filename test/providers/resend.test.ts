import { Webhook } from "svix";
import { describe, expect, test } from "vitest";
import { resend } from "../../src/providers/resend.ts";
import { NOW_MS } from "../support/cast.ts";
import { ADA, fixture, KEY, NO_PORTS, readingOf, webhook } from "../support/providers.ts";

const SECRET = "whsec_d2F5YmlsbC1yZXNlbmQtc2VjcmV0LWZvci10ZXN0cw==";
const OTHER = "whsec_d2F5YmlsbC1yZXNlbmQtc2VjcmV0LWxhc3QteWVhcg==";
const ID = "msg_2b7kNwP5mQaV1sXgIdKe6pZr";
const BODY = fixture("resend_bounced.json");

/** As Svix signs it, by its own library. */
function signed(body: string, { secret = SECRET, id = ID, at_ms = NOW_MS } = {}): Record<string, string> {
  const signature = new Webhook(secret).sign(id, new Date(at_ms), body);
  return { "svix-id": id, "svix-timestamp": String(Math.floor(at_ms / 1_000)), "svix-signature": signature };
}

const verify = (body: string, headers: Record<string, string>, secrets: readonly string[] = [SECRET]) =>
  resend.verify(webhook(body, headers), secrets, NO_PORTS);

describe("Resend's signature", () => {
  test("is the same as that of Svix's own library, for either of two live secrets", async () => {
    expect(await verify(BODY, signed(BODY))).toEqual({ ok: true, value: null });
    expect((await verify(BODY, signed(BODY), [OTHER, SECRET])).ok).toBe(true);
    expect((await verify(BODY, signed(BODY), [SECRET, OTHER])).ok).toBe(true);
  });

  test("is found in a list with those of other keys and versions", async () => {
    const headers = signed(BODY);
    const others = signed(BODY, { secret: OTHER })["svix-signature"];
    const list = `v1a,AAAA ${others} v1,??? ${headers["svix-signature"]}`;
    expect((await verify(BODY, { ...headers, "svix-signature": list })).ok).toBe(true);
  });

  test.each<[string, () => ReturnType<typeof verify>]>([
    ["of another secret", () => verify(BODY, signed(BODY, { secret: OTHER }))],
    [
      "of another body",
      () => verify(BODY.replace("hard", "soft").replace("General", "general"), signed(BODY)),
    ],
    ["of a body with one byte more", () => verify(`${BODY} `, signed(BODY))],
    ["of another id", () => verify(BODY, { ...signed(BODY), "svix-id": "msg_other" })],
    [
      "of another time",
      () => verify(BODY, { ...signed(BODY), "svix-timestamp": String(NOW_MS / 1_000 - 1) }),
    ],
    ["of an id with a full stop", () => verify(BODY, signed(BODY, { id: "msg.1" }))],
    ["of 301 s ago", () => verify(BODY, signed(BODY, { at_ms: NOW_MS - 301_000 }))],
    ["of a clock that is 301 s ahead", () => verify(BODY, signed(BODY, { at_ms: NOW_MS + 301_000 }))],
    ["with no secret", () => verify(BODY, signed(BODY), [])],
    ["with an empty secret", () => verify(BODY, signed(BODY), ["", "whsec_"])],
    ["that is missing", () => verify(BODY, {})],
  ])("%s is refused", async (_, verifying) => {
    expect(await verifying()).toMatchObject({ ok: false, reason: "signature" });
  });

  test("of 300 s ago is the oldest that is accepted, and a refusal names the rule and the age", async () => {
    expect((await verify(BODY, signed(BODY, { at_ms: NOW_MS - 300_000 }))).ok).toBe(true);
    expect(await verify(BODY, signed(BODY, { at_ms: NOW_MS - 912_000 }))).toMatchObject({
      message: "Cannot verify webhook as its age must be <= 300 s: current age is 912 s",
    });
  });
});

describe("Resend's reports", () => {
  const readEvents = async (body: string) =>
    (await readingOf(resend, webhook(body, { "svix-id": ID }))).events;
  const common = {
    provider: "resend",
    event_id: ID,
    provider_id: "56761188-7520-42d8-8898-ff6fc54ce618",
    key: KEY,
    recipient: ADA,
    at: "2026-11-22T11:59:50.126Z",
  };

  test.each([["bounce", "full"], ["bounce", []], ["suppressed", 7], ["failed", "no"]])(
    "are told whatever stands at %s",
    async (field, odd) => {
      const body = JSON.parse(BODY);
      const [event] = await readEvents(JSON.stringify({ ...body, data: { ...body.data, [field]: odd } }));
      expect(event).toMatchObject({ ...common, type: "bounced" });
    },
  );
  const typed = (type: string) => fixture("resend_delivered.json").replace("email.delivered", type);

  test("a bounce says whether the address is to blame", async () => {
    const message = "The recipient's email provider sent a general bounce message. 550 5.1.1 user unknown";
    expect(await readEvents(BODY)).toEqual([{
      ...common,
      type: "bounced",
      bounce: { class: "hard", enhanced_status: "5.1.1", diagnostic: message },
    }]);
    for (const type of ["Transient", "Undetermined"]) {
      expect((await readEvents(BODY.replace("Permanent", type)))[0]!.bounce!.class).toBe("soft");
    }
    const suppressed = BODY.replace("Permanent", "Undetermined").replace("General", "Suppressed");
    expect((await readEvents(suppressed))[0]!.bounce!.class).toBe("hard");
  });

  test.each([
    ["no type", { message: "The provider sent a hard bounce message" }, "hard"],
    ["nothing at all", undefined, "hard"],
    ["null", null, "hard"],
    ["the type suppressed", { type: "Suppressed", message: "on the suppression list" }, "hard"],
    ["a suppression list as its subtype", { type: "Transient", subType: "OnAccountSuppressionList" }, "hard"],
    ["a type in small letters", { type: "transient" }, "soft"],
    ["no type and the code of a full mailbox", { message: "552 5.2.2 mailbox full" }, "soft"],
    ["no type and a code for the time being", { message: "451 4.3.0 try again" }, "soft"],
    ["no type and the code of an unknown user", { message: "550 5.1.1 user unknown" }, "hard"],
  ])("a bounce with %s", async (_, bounce, expected) => {
    const report = JSON.parse(BODY);
    const body = JSON.stringify({ ...report, data: { ...report.data, bounce } });
    expect((await readEvents(body))[0]!.bounce!.class).toBe(expected);
  });

  test("a suppressed mail is a hard bounce", async () => {
    expect(await readEvents(fixture("resend_suppressed.json"))).toMatchObject([
      { type: "bounced", bounce: { class: "hard", diagnostic: expect.stringContaining("suppressed") } },
    ]);
  });

  test("a mail that failed at Resend is a soft bounce", async () => {
    expect(await readEvents(typed("email.failed"))).toMatchObject([{
      type: "bounced",
      bounce: { class: "soft" },
    }]);
  });

  test.each([
    ["email.delivered", "delivered"],
    ["email.delivery_delayed", "deferred"],
    ["email.complained", "complained"],
    ["email.opened", "opened"],
    ["email.clicked", "clicked"],
  ])("%s is %s", async (type, reading) => {
    expect(await readEvents(typed(type))).toEqual([{ ...common, type: reading }]);
  });

  test.each(["email.sent", "email.scheduled", "domain.updated", "__proto__", "toString"])(
    "%s is ignored",
    async (type) => {
      expect(await resend.read(webhook(typed(type), { "svix-id": ID }))).toEqual({
        ok: true,
        value: { type: "ignored", topic: type },
      });
    },
  );

  test("one report about several recipients becomes one provider event for each, with its own id", async () => {
    const body = typed("email.delivered").replace(
      `"${ADA}"`,
      `"Ada <${ADA}>", "ben@post.example"`,
    );
    expect((await readEvents(body)).map(({ event_id, recipient }) => [event_id, recipient])).toEqual([
      [ID, ADA],
      [`${ID}/1`, "ben@post.example"],
    ]);
  });

  test.each([
    ["a list of names and values", `[{"name":"a","value":"b"},null,{"name":"waybill_key","value":"%"}]`, KEY],
    ["somebody else's", `{"waybill_key":"order_9001"}`, undefined],
    ["nothing", "null", undefined],
  ])("tags may be %s", async (_, tags, key) => {
    const tag = /"waybill_key": "([^"]+)"/.exec(BODY)![1]!;
    const body = BODY.replace(/"tags": \{[^}]*\}/, `"tags": ${tags.replace("%", tag)}`);
    expect((await readEvents(body))[0]!.key).toBe(key);
  });

  test.each([
    ["no id", webhook(BODY), "svix-id must be an id: got nothing"],
    [
      "no mail",
      webhook(BODY.replace("email_id", "id"), { "svix-id": ID }),
      "data.email_id must be given: got nothing",
    ],
  ])("with %s are refused by name", async (_, given, message) => {
    expect(await resend.read(given)).toEqual({ ok: false, reason: "invalid", message });
  });
});
