/** What happens in a thread without a new message: it is noted there, and our own messages that come back are not. */
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { messageRef } from "../../src/channels/message_ref.ts";
import { forgetPorts, portsOf } from "../../src/doors/ports.ts";
import { answerCase } from "../../src/flow/cases/answer_case.ts";
import { WAYS } from "../../src/messages/ways.ts";
import { readCases, readEntries, selectConversationMessages, selectEntries } from "../../src/sql/cases.ts";
import { NOW_MS } from "../support/cast.ts";
import { cellOf, workerEnv } from "../support/cells_in_use.ts";
import { openHouse } from "../support/house.ts";
import { bring, connectAll, type Services, services, suppressed, write } from "../support/services.ts";

const PAGE = "1906385232743451";

let world: Services;
let people = 6_311_000;

beforeAll(async () => {
  await openHouse();
  await connectAll();
  forgetPorts();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  world = services();
});
afterEach(() => void vi.restoreAllMocks());

const later = () => void vi.setSystemTime(Date.now() + 60_000);

async function caseOf(address: string) {
  const id = await cellOf("demo").prepare("select case_id from reaches where address = ?1").bind(address)
    .first<string>("case_id");
  const [found] = readCases(await cellOf("demo").prepare("select * from cases where id = ?1").bind(id).all());
  const entries = readEntries(await selectEntries(cellOf("demo"), "demo", id!).all());
  return {
    ...found!,
    said: entries.map(({ type, author, words, detail }) => [type, author, words, detail.act ?? null]),
  };
}

const page = (messaging: object, object = "page") => ({
  object,
  entry: [{ id: PAGE, messaging: [{ timestamp: Date.now(), ...messaging }] }],
});
const whatsapp = (value: object, field = "messages") => ({
  object: "whatsapp_business_account",
  entry: [{ changes: [{ field, value: { metadata: { phone_number_id: "106540352242922" }, ...value } }] }],
});

describe.each(["messenger", "instagram"] as const)("in the inbox of %s", (way) => {
  const object = way === "messenger" ? "page" : "instagram";

  test("an answer of the shop stands in the case and ends the wait, once; our own does not come back", async () => {
    const person = String(++people);
    await write(way, { from: person, words: "Do you ship to Malta?", id: `m-${person}` });
    const asked = await caseOf(`${way}:${person}`);
    expect(asked).toMatchObject({ next: "shop", state: "open" });
    later();
    const echo = page({
      sender: { id: PAGE },
      recipient: { id: person },
      message: { mid: `e-${person}`, text: "Yes, we do.", is_echo: true, app_id: 1 },
    }, object);
    expect((await bring(way, echo)).status).toBe(202);
    expect(await (await bring(way, echo)).json()).toMatchObject({ duplicate: true });
    const answered = await caseOf(`${way}:${person}`);
    expect(answered).toMatchObject({ next: "customer", answered_at: Date.now() });
    expect(answered.said).toEqual([
      ["message", "customer", "Do you ship to Malta?", null],
      ["message", "shop", "Yes, we do.", "elsewhere"],
    ]);
    later();
    const ports = portsOf(workerEnv(env));
    const shop = (await ports.find_shop("demo", Date.now()))!;
    const answer = { case_id: answered.id, id: "ours", words: "In three days." };
    await answerCase({ ...ports, db: cellOf("demo") }, shop, answer, Date.now());
    await vi.waitFor(() => expect(world.sent.at(-1)!.body).toContain("In three days."));
    const { id: mid, body: text } = world.sent.at(-1)!;
    const known = { mid, text: "as the service has changed it" };
    for (const ours of [known, { mid: "not-yet-known", text }]) {
      const message = { ...ours, is_echo: true, app_id: 2 };
      await bring(way, page({ sender: { id: PAGE }, recipient: { id: person }, message }, object));
    }
    expect((await caseOf(`${way}:${person}`)).said).toHaveLength(3);
  });

  test("an answer to somebody whom nobody knows opens no case", async () => {
    const person = String(++people);
    const message = { mid: `e-${person}`, text: "Hello!", is_echo: true };
    await bring(way, page({ sender: { id: PAGE }, recipient: { id: person }, message }, object));
    expect(
      await cellOf("demo").prepare("select 1 from reaches where address = ?1").bind(`${way}:${person}`)
        .first(),
    ).toBeNull();
  });

  test("what the customer deletes is forgotten, and a reaction is noted", async () => {
    const person = String(++people);
    await write(way, { from: person, words: "My card is 4111 1111", id: `m-${person}` });
    later();
    const sender = { sender: { id: person }, recipient: { id: PAGE } };
    const reaction = { mid: "m-ours", action: "react", emoji: "👍" };
    await bring(way, page({ ...sender, reaction }, object));
    await bring(way, page({ ...sender, message: { mid: `m_in_m-${person}`, is_deleted: true } }, object));
    const found = await caseOf(`${way}:${person}`);
    expect(found.said).toEqual([
      ["message", "customer", "", "deleted"],
      ["act", "customer", "👍", "reacted"],
    ]);
    expect(found).toMatchObject({ next: "shop", state: "open" });
    // On the order's page it is not shown as an empty line.
    const order = `demo/standard/${person}`;
    await cellOf("demo").prepare("update cases set proven = 1, order_id = ?1 where id = ?2").bind(
      order,
      found.id,
    )
      .run();
    expect((await selectConversationMessages(cellOf("demo"), order).all()).results).toEqual([]);
  });
});

test("WhatsApp's deletions, reactions and answers from the shop's phone stand in the case", async () => {
  const person = `4915${++people}`;
  await write("whatsapp", { from: person, words: "Where is the blue one?", id: "wamid.A" });
  later();
  const one = { from: person, timestamp: "1790000000" };
  await bring(
    "whatsapp",
    whatsapp({
      messages: [
        { ...one, id: "wamid.B", type: "reaction", reaction: { message_id: "wamid.ours", emoji: "🙏" } },
        { ...one, id: "wamid.C", type: "revoke", revoke: { original_message_id: "wamid.in.wamid.A" } },
      ],
    }),
  );
  later();
  const echo = { from: "4930123456", to: person, id: "wamid.E", timestamp: "1790000000", type: "text" };
  await bring(
    "whatsapp",
    whatsapp({ message_echoes: [{ ...echo, text: { body: "It is sold out." } }] }, "smb_message_echoes"),
  );
  const found = await caseOf(`whatsapp:${person}`);
  expect(found.said).toEqual([
    ["message", "customer", "", "deleted"],
    ["act", "customer", "🙏", "reacted"],
    ["message", "shop", "It is sold out.", "elsewhere"],
  ]);
  expect(found.next).toBe("customer");
});

test.each(
  [
    [
      "sms",
      (to: string, id: string) => ({ MessageSid: id, MessageStatus: "failed", ErrorCode: "21610", To: to }),
    ],
    [
      "whatsapp",
      (to: string, id: string) =>
        whatsapp({
          statuses: [{
            id,
            status: "failed",
            timestamp: "1790000000",
            recipient_id: to,
            errors: [{ code: 131050 }],
          }],
        }),
    ],
  ] as const,
)("a STOP that %s reports later for a program's text puts its reader on the list", async (way, payload) => {
  const person = way === "sms" ? `+4915112${++people}` : `4915112${++people}`;
  const address = way === "sms" ? person : `whatsapp:${person}`;
  const id = way === "sms" ? `SM${"a".repeat(32)}` : "wamid.SENT";
  const subject = "demo/~sends/somebody";
  const channel = WAYS[way].channels[0];
  await cellOf("demo").batch([
    cellOf("demo").prepare(
      "insert into messages (subject, kind, about, state, dated_at, lane) values (?1, ?2, 'x', 'sent', ?3, 1)",
    ).bind(subject, `sent_${way}`, NOW_MS),
    cellOf("demo").prepare(
      "insert into provider_refs (provider, provider_id, message_key, at) values (?1, ?2, ?3, ?4)",
    ).bind(channel, await messageRef(id), `${subject}/sent_${way}/x`, NOW_MS),
  ]);
  expect((await bring(way, payload(person, id))).ok).toBe(true);
  expect(await suppressed(address)).toEqual([{ class: "all", reason: "unsubscribed" }]);
});
