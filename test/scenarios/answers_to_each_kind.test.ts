/** An answer to every kind of an order's mail joins the order's one case, whichever way its program names what it answers. */
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetPorts } from "../../src/doors/ports.ts";
import { render } from "../../src/mail/content/render.ts";
import { messageId } from "../../src/mail/mime/message_id.ts";
import { keyText, ORDER_KINDS, type OrderKind } from "../../src/messages/message.ts";
import { readEntries, selectEntries } from "../../src/sql/cases.ts";
import { sampleView } from "../mail/kind_samples.ts";
import { ADAS_ORDER, NOW, NOW_MS, SHOP } from "../support/cast.ts";
import { openHouse } from "../support/house.ts";
import { dnsOfSenders, proven, receive, written } from "../support/incoming.ts";
import { mailsOf, sendEvent, settled } from "../support/river.ts";

const EMAIL = "ada@lovelace.example";
const SUBJECT = "demo/standard/kinds1";
const LOCALES = ["en", "de", "fr", "es", "ja", "it"];
let address = "";
let minute = 0;

beforeAll(async () => {
  await openHouse();
  await env.DB.prepare("update shops set settings = ?1 where id = 'demo'")
    .bind(JSON.stringify({ ...SHOP, reply_domain: "reply.kontor.example" })).run();
  forgetPorts();
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  for (const id of ["kinds1", "kinds2"]) {
    const customer = { email: EMAIL, name: "Ada Lovelace" };
    await sendEvent("order.placed", NOW, {
      order: { ...ADAS_ORDER, id, number: `#${id}`, locale: "en", customer },
    });
    const [mail] = await mailsOf(`#${id}`, 1);
    await settled(id);
    if (id === "kinds1") address = /^Reply-To: .*<([^>]+)>/m.exec(mail!.raw.replace(/\r\n[ \t]+/g, " "))![1]!;
  }
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS + ++minute * 3_600_000 });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  await dnsOfSenders();
});

async function said(): Promise<readonly (readonly [string, string])[]> {
  const { results } = await env.DB.prepare("select id, order_id from cases").all<
    { id: string; order_id: string }
  >();
  const all = await Promise.all(
    results.map(async ({ id, order_id }) =>
      readEntries(await selectEntries(env.DB, "demo", id).all())
        .filter(({ author }) => author === "customer").map(({ words }) => [order_id, words] as const)
    ),
  );
  return all.flat();
}

/** Our mail as its customer's program has it: sent, archived, with its Message-ID. */
async function sentMail(
  kind: OrderKind,
  locale: string,
): Promise<{ readonly text: string; readonly id: string }> {
  const key = { subject: SUBJECT, kind, about: "each" };
  const { text, subject } = render(kind, sampleView(kind, locale));
  await env.DB.prepare(
    `insert into messages (subject, kind, about, state, dated_at, closed_at, attempts)
     values (?1, ?2, ?3, 'sent', ?4, ?4, 1) on conflict do update set closed_at = ?4`,
  ).bind(SUBJECT, kind, key.about, Date.now() - 60_000).run();
  await env.MAIL.put(
    `sent/${keyText(key)}`,
    written({ from: "help@kontor.example", to: EMAIL, subject, text }),
  );
  return { text, id: await messageId(keyText(key), "kontor.example") };
}

describe("an answer", () => {
  test.each(ORDER_KINDS.map((kind, at) => [kind, LOCALES[at % LOCALES.length]!] as const))(
    "to %s in %s joins its order's case with its own words alone",
    async (kind, locale) => {
      const { text, id } = await sentMail(kind, locale);
      const before = (await said()).length;
      const marked = text.split("\n").map((line) => `> ${line}`).join("\n");
      const words = [`By its address, to ${kind}.`, `By its reference, to ${kind}.`];
      await receive(
        await proven({
          from: EMAIL,
          to: address,
          text: `${words[0]}\n\nOn Sun, 22 Nov 2026 at 13:00, Kontor <help@kontor.example> wrote:\n${marked}`,
        }),
        address,
      );
      vi.setSystemTime(Date.now() + 60_000);
      // A program that marks nothing, and writes to the shop's mailbox.
      await receive(
        await proven({
          from: EMAIL,
          to: "help@kontor.example",
          text: `${words[1]}\n\n${text}`,
          headers: { References: `<other@lovelace.example> ${id}` },
        }),
        "help@kontor.example",
      );
      const now = await said();
      expect(now.length).toBe(before + 2);
      expect(new Set(now.map(([order]) => order))).toEqual(new Set([SUBJECT]));
      const own = now.map(([, one]) => one);
      expect(own).toContain(words[0]);
      expect(own.some((one) => one.startsWith(words[1]!))).toBe(true);
      // Of ours at most a line too short to be known stays; never a paragraph.
      const left = own.find((one) => one.startsWith(words[1]!))!.slice(words[1]!.length).trim();
      expect(left.split("\n").filter((line) => line.trim().length > 40)).toEqual([]);
    },
  );

  test("to each of them stays in one case", async () => {
    const { results } = await env.DB.prepare("select id from cases").all();
    expect(results).toHaveLength(1);
  });
});
