/** Who answers the mail of an alert answers its customer, if they are of the shop and may; nobody else does. */
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetPorts } from "../../src/doors/ports.ts";
import { readEntries, selectEntries } from "../../src/sql/cases.ts";
import { insertPerson } from "../../src/sql/people.ts";
import type { Role } from "../../src/values/role.ts";
import { ADAS_ORDER, NOW, NOW_MS, SHOP } from "../support/cast.ts";
import { openHouse } from "../support/house.ts";
import { dnsOfSenders, proven, receive, written } from "../support/incoming.ts";
import { mailsOf, sendEvent } from "../support/river.ts";
import { mailsTo } from "../support/visitor.ts";

const ASKED = "Is the mill loud in the morning?";
let hour = 0;
let alert: { readonly address: string; readonly text: string; readonly case_id: string };

beforeAll(async () => {
  await openHouse();
  await env.DB.prepare("update shops set settings = ?1 where id = 'demo'")
    .bind(
      JSON.stringify({ ...SHOP, reply_domain: "reply.kontor.example", alerts_email: "team@kontor.example" }),
    )
    .run();
  forgetPorts();
  const people: readonly (readonly [string, Role])[] = [["ben", "agent"], ["vera", "viewer"]];
  await env.DB.batch(people.map(([id, role]) =>
    insertPerson(env.DB, {
      shop_id: "demo",
      id,
      email: `${id}@okada.example`,
      name: id === "ben" ? "Ben Okada" : "Vera Okada",
      role,
      invited_at: NOW_MS,
    })
  ));
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  await dnsOfSenders();
  const customer = { email: "ada@lovelace.example", name: "Ada Lovelace" };
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id: "al1", number: "#al1", locale: "en", customer },
  });
  const [mail] = await mailsOf("#al1", 1);
  const address = replyAddress(mail!.raw);
  await receive(await proven({ from: customer.email, to: address, text: ASKED }), address);
  const [told] = await mailsTo("team@kontor.example", "shop_alert", 1);
  const case_id = await env.DB.prepare("select id from cases").first<string>("id");
  alert = { address: replyAddress(told!.raw), text: told!.text, case_id: case_id! };
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS + ++hour * 3_600_000 });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  await dnsOfSenders();
});

function replyAddress(raw: string): string {
  return /^Reply-To: .*<([^>]+)>/m.exec(raw.replace(/\r\n[ \t]+/g, " "))![1]!;
}

const answers = async () =>
  (await entries()).filter(({ author, type }) => author === "shop" && type === "message");
async function entries() {
  return readEntries(await selectEntries(env.DB, "demo", alert.case_id).all());
}

async function sent(): Promise<number> {
  return (await env.DB.prepare("select count(*) as count from messages where kind = 'support_reply'")
    .first<number>("count"))!;
}

describe("the answer to an alert's mail", () => {
  test("goes to the customer in the person's name, once, without a word of the alert", async () => {
    expect(alert.text).toContain(ASKED);
    const text = `It is as quiet as a mill can be.\n\n${alert.text}`;
    const raw = await proven({ from: "Benny <ben@okada.example>", to: alert.address, text });
    expect(await receive(raw, alert.address)).toBeNull();
    expect(await receive(raw, alert.address)).toBeNull();
    const [mail] = await mailsTo("ada@lovelace.example", "support_reply", 1);
    expect(mail!.text).toContain("It is as quiet as a mill can be.");
    expect(await answers()).toMatchObject([
      { words: "It is as quiet as a mill can be.", person: "Ben Okada" },
    ]);
    const acts = await env.DB.prepare("select person, way, act, case_id from audit").all();
    expect(acts.results).toEqual([
      { person: "Ben Okada", way: "mail", act: "case.answer", case_id: alert.case_id },
    ]);
  });

  test.each([
    ["whom the settings name for alerts", "The Team <team@kontor.example>", "The Team"],
    ["without a name", "help@kontor.example", "help@kontor.example"],
  ])("of an address %s goes there too", async (_, from, person) => {
    const words = `Quiet, says ${person}.`;
    await receive(await proven({ from, to: alert.address, text: words }), alert.address);
    expect((await answers()).at(-1)).toMatchObject({ words, person });
  });

  test("loses the desk's link and the alert's own lines, and keeps what else was written", async () => {
    const text = `Quiet enough.\nDetails\n\nhttps://waybill.test/admin/demo/cases/x\nDetails\nBen`;
    await receive(await proven({ from: "ben@okada.example", to: alert.address, text }), alert.address);
    expect((await answers()).at(-1)).toMatchObject({ words: "Quiet enough.\nDetails\n\nBen" });
  });

  test("of a viewer stays with colleagues", async () => {
    const before = await sent();
    await receive(
      await proven({ from: "vera@okada.example", to: alert.address, text: "I would say so." }),
      alert.address,
    );
    expect((await entries()).at(-1)).toMatchObject({
      type: "note",
      words: "I would say so.",
      person: "Vera Okada",
    });
    expect(await sent()).toBe(before);
  });

  test("brings its words alone: its files stay with colleagues", async () => {
    const body = [
      'Content-Type: multipart/mixed; boundary="b"',
      "",
      "--b",
      "Content-Type: text/plain",
      "",
      "See the manual.",
      "--b",
      'Content-Type: application/pdf; name="manual.pdf"',
      'Content-Disposition: attachment; filename="manual.pdf"',
      "",
      "%PDF-1.7 quiet",
      "--b--",
      "",
    ].join("\n");
    await receive(await proven({ from: "ben@okada.example", to: alert.address, body }), alert.address);
    expect((await answers()).at(-1)).toMatchObject({ words: "See the manual." });
    expect((await answers()).at(-1)!.detail.files).toBeUndefined();
    expect((await entries()).at(-1)).toMatchObject({
      type: "note",
      words: "manual.pdf",
      detail: { files: [{ name: "manual.pdf", type: "application/pdf" }] },
    });
  });

  test.each<readonly [string, (to: string) => Promise<string>]>([
    [
      "whose signature proves nobody",
      (to) => Promise.resolve(written({ from: "ben@okada.example", to, text: "Send it back at once." })),
    ],
    ["of a stranger", (to) => proven({ from: "eve@okada.example", to, text: "Send it back at once." })],
    ["of a program", (to) =>
      proven({
        from: "ben@okada.example",
        to,
        subject: "Automatic reply: Alert",
        text: "I am out of the office.",
      })],
    ["without a word", (to) => proven({ from: "ben@okada.example", to, text: "\n\n" })],
  ])("%s goes to nobody", async (_, mailTo) => {
    const before = [await sent(), (await answers()).length];
    await receive(await mailTo(alert.address), alert.address);
    expect([await sent(), (await answers()).length]).toEqual(before);
  });

  test("of the customer stays the customer's", async () => {
    const before = (await answers()).length;
    const text = "Thank you, but how loud in numbers?";
    await receive(await proven({ from: "ada@lovelace.example", to: alert.address, text }), alert.address);
    expect((await answers()).length).toBe(before);
    expect((await entries()).filter(({ author }) => author === "customer").at(-1)).toMatchObject({
      words: text,
    });
  });
});
