/** What the channels keep of a customer: found everywhere before an erasure, and nowhere after it. */
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { forgetCaptured } from "../../src/channels/capture.ts";
import { forgetPorts, portsOf } from "../../src/doors/ports.ts";
import { answerCase } from "../../src/flow/cases/answer_case.ts";
import { changeSecrets } from "../../src/flow/connect/change_secrets.ts";
import { type ShortWay, WAYS } from "../../src/messages/ways.ts";
import { readSealingKeys } from "../../src/sealed.ts";
import { updateSettings } from "../../src/sql/shops.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS, SHOP } from "../support/cast.ts";
import { cellOf, workerEnv } from "../support/cells_in_use.ts";
import { deskVisitor, TOKENS } from "../support/desk.ts";
import { eventually } from "../support/eventually.ts";
import { FakeSlack, SLACK } from "../support/fake_slack.ts";
import { openHouse } from "../support/house.ts";
import { passTo, sendEvent, settled } from "../support/river.ts";
import { ACCOUNTS, bring, connectAll, services, write } from "../support/services.ts";
import { tracesLeft } from "../support/traces.ts";
import { mailsTo, pathFor, visitor } from "../support/visitor.ts";

const CHATS = ["whatsapp", "telegram", "messenger", "instagram"] as const;
const EMAIL = "zinnia@quellwasser.example";
/** The customer's own id at each service. */
const IDS: Readonly<Record<ShortWay, string>> = {
  sms: "+4915155501888",
  whatsapp: "4915155501777",
  telegram: "5550166601",
  messenger: "5550155502",
  instagram: "5550144403",
};
const USER_ID = "DE.5550133304";
const HELPDESK = {
  url: "https://chat.kontor.example",
  inbox_identifier: "Fjm6XyPnv8cPqXkGhTdaVDPZ",
  webhook_secret: "not-a-real-secret-0123",
  account_id: "3",
  access_token: "not-a-real-token-0123456789",
};
const TRACES = [...Object.values(IDS), USER_ID, EMAIL, "Zinnia", "Quellwasser", "Fliederduft"];

let slack: FakeSlack;
/** Paths of what the help desk was asked to delete. */
let deleted_in_chatwoot: string[];
let count = 60_000;

beforeAll(async () => {
  await openHouse();
  await connectAll();
  const secrets = {
    chatwoot: [JSON.stringify(HELPDESK)],
    slack_bot: [SLACK.bot_token],
    slack_signing: [SLACK.signing_secret],
    slack_channel: [SLACK.channel],
    slack_team: [SLACK.team],
    api: [TOKENS.demo],
  };
  const ports = {
    db: env.DB,
    directory: env.DB,
    sealing_keys: readSealingKeys(env.SEALING_KEY)!,
    random: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
  };
  await changeSecrets(ports, "demo", (before) => ({ ...before, ...secrets }), []);
  const offers = Object.fromEntries(Object.keys(WAYS).map((way) => [`shipment_${way}`, true]));
  await updateSettings(env.DB, "demo", JSON.stringify({ ...SHOP, ...offers })).run();
  forgetPorts();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  services();
  const short = vi.mocked(globalThis.fetch).getMockImplementation()!;
  slack = new FakeSlack([]);
  deleted_in_chatwoot = [];
  vi.mocked(globalThis.fetch).mockImplementation((input, init) => {
    const { hostname, pathname } = new URL(input instanceof Request ? input.url : String(input));
    if (hostname === "slack.com") return slack.fetch(input, init);
    if (hostname === "chat.kontor.example") {
      const { method } = input instanceof Request ? input : { method: "GET" };
      if (method === "DELETE") deleted_in_chatwoot.push(pathname);
      return Promise.resolve(Response.json({ id: 42 }));
    }
    if (pathname.endsWith("/getFile")) {
      return Promise.resolve(Response.json({ ok: true, result: { file_path: "documents/file_1.txt" } }));
    }
    if (pathname.startsWith("/file/bot")) {
      return Promise.resolve(new Response("A list by Zinnia, with Fliederduft"));
    }
    return short(input, init);
  });
});
afterEach(() => void vi.restoreAllMocks());

function later(): void {
  vi.setSystemTime(Date.now() + 1_000);
}

test(
  "numbers, chats, files, codes, threads at the help desk and in Slack: all are found, and none is left",
  async () => {
    const customer = { email: EMAIL, name: "Zinnia Quellwasser", first_name: "Zinnia", phone: IDS.sms };
    await sendEvent("order.placed", NOW, {
      order: { ...ADAS_ORDER, id: "z1", number: "#z1", locale: "en", customer },
    });
    await settled("z1");
    const preferences = await pathFor("preferences", "demo/standard/z1");
    const { get, submit } = visitor();
    const chosen = await submit(await get(preferences), {
      class: ["progress", "care"],
      language: "en",
      "way-progress-1": "sms",
      "way-progress-2": "whatsapp",
      "way-progress-3": "telegram",
      "way-care-1": "messenger",
      "way-care-2": "instagram",
    });
    const codes = [...chosen.html.matchAll(/WB-[0-9A-Z]{10}/g)].map(([code]) => code);
    const unused = await chats(chosen.html, codes);
    expect(unused).toEqual(CHATS);

    later();
    await bring("whatsapp", userNamed("Is it Fliederduft? Zinnia"));
    later();
    await bring("telegram", {
      update_id: ++count,
      message: {
        message_id: ++count,
        date: Math.floor(Date.now() / 1_000),
        chat: { id: Number(IDS.telegram), type: "private" },
        from: { first_name: "Zinnia" },
        document: { file_id: "f1", file_name: "Zinnia.html", mime_type: "text/html" },
        caption: "My Fliederduft list",
      },
    });
    for (const way of ["sms", "messenger", "instagram"] as const) {
      later();
      await write(way, {
        from: IDS[way],
        words: `Zinnia asks about Fliederduft by ${way}`,
        id: String(++count),
      });
    }
    later();
    await write("instagram", { from: IDS.instagram, words: "STOP", id: String(++count) });
    const { results } = await cellOf("demo").prepare(
      "select id from cases where order_id = 'demo/standard/z1'",
    ).all<
      { readonly id: string }
    >();
    const ports = portsOf(workerEnv(env));
    const shop = (await ports.find_shop("demo", Date.now()))!;
    for (const { id } of results) {
      later();
      const answer = {
        case_id: id,
        id: `answer-${id}`,
        words: "Dear Zinnia, it is Fliederduft.",
        person: "Kim",
      };
      expect((await answerCase({ ...ports, db: cellOf("demo") }, shop, answer, Date.now())).ok).toBe(true);
    }
    await sendEvent("shipment.shipped", hours(1), {
      order_id: "z1",
      shipment: { id: "p1", tracking: [{ carrier: "DHL", number: "1" }] },
    });
    // Every notice is told: in Slack, and to the help desk.
    await eventually(async () => {
      await passTo(new Date(Date.now() + 60_000).toISOString());
      expect(await cellOf("demo").prepare("select count(*) as n from notices").first("n")).toBe(0);
    }, 300);
    expect(slack.posts.some(({ text }) => text.includes("Fliederduft"))).toBe(true);
    expect(await cellOf("demo").prepare("select count(*) as n from helpdesk_threads").first("n"))
      .toBeGreaterThan(0);

    // A code that nobody has used yet.
    await submit(await get(preferences), { class: ["progress"], language: "en", "way-progress-1": "" });

    // What came by a channel is a download at the desk, whatever its writer called it.
    const desk = deskVisitor();
    await desk.signIn("demo", TOKENS.demo);
    const [file] = (await cellOf("demo").prepare(
      "select case_id, id from case_entries where json_array_length(detail, '$.files') > 0",
    ).all<{ readonly case_id: string; readonly id: string }>()).results;
    const download = await desk.get(`/admin/demo/cases/${file!.case_id}/files/${file!.id}/0`);
    expect(download.status).toBe(200);
    expect(download.html).toBe("A list by Zinnia, with Fliederduft");
    expect(download.headers.get("Content-Type")).toBe("application/octet-stream");
    expect(download.headers.get("Content-Disposition")).toBe("attachment; filename*=UTF-8''Zinnia.html");
    expect(download.headers.get("Content-Security-Policy")).toContain("sandbox");
    expect(download.headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect((await deskVisitor().get(`/admin/demo/cases/${file!.case_id}/files/${file!.id}/0`)).status).not
      .toBe(200);

    const before = (await tracesLeft(TRACES)).join("\n");
    for (
      const place of [
        "reaches.address",
        "case_entries.words",
        "case_entries.detail",
        "suppressions.address",
        "customers.choices",
        "orders.state",
        "messages.facts",
        "received/demo/",
      ]
    ) expect(before, place).toContain(place);

    const path = await pathFor("order", "demo/standard/z1");
    const person = visitor();
    const proven = await person.prove(await person.get(`${path}/prove?for=unmask`), EMAIL);
    expect(proven.status).toBe(200);
    await person.submit(await person.get(`${path}/privacy/erase`), { sure: "yes" });
    await mailsTo(EMAIL, "erasure_done", 1);
    await eventually(async () => {
      await passTo(new Date(Date.now() + 60_000).toISOString());
      expect(await cellOf("demo").prepare("select count(*) as n from notices").first("n")).toBe(0);
    }, 300);
    await forgetCaptured(env.MAIL, [EMAIL]);
    expect(await tracesLeft(TRACES)).toEqual([]);
    expect(slack.posts.filter(({ text }) => /Zinnia|Fliederduft/.test(text))).toEqual([]);
    expect(deleted_in_chatwoot).toEqual(["/api/v1/accounts/3/conversations/42"]);
    for (const table of ["slack_posts", "helpdesk_threads", "way_codes", "reaches"]) {
      expect(await cellOf("demo").prepare(`select count(*) as n from ${table}`).first("n"), table).toBe(0);
    }
  },
);

/** Sends each code from the chat that its page names, and returns the ways in the order of the page. */
async function chats(html: string, codes: readonly string[]): Promise<readonly ShortWay[]> {
  const found: ShortWay[] = [];
  for (const code of codes) {
    const before = html.slice(0, html.indexOf(code));
    const way = CHATS.toSorted((a, b) =>
      before.lastIndexOf(`${WAYS[b].label}: one step`) - before.lastIndexOf(`${WAYS[a].label}: one step`)
    )[0]!;
    if (found.includes(way)) continue;
    found.push(way);
    later();
    const words = way === "telegram" ? `/start ${code}` : code;
    expect((await write(way, { from: IDS[way], words, id: String(++count) })).status).toBe(202);
  }
  return found.toSorted((a, b) => CHATS.indexOf(a as never) - CHATS.indexOf(b as never));
}

/** A message that names both the number and the id that Meta gives in its place. */
function userNamed(words: string): object {
  return {
    object: "whatsapp_business_account",
    entry: [{
      id: "1",
      changes: [{
        field: "messages",
        value: {
          metadata: { phone_number_id: ACCOUNTS.whatsapp["phone_number_id"] },
          contacts: [{ profile: { name: "Zinnia" }, wa_id: IDS.whatsapp, user_id: USER_ID }],
          messages: [{
            from: IDS.whatsapp,
            from_user_id: USER_ID,
            id: `wamid.in.${++count}`,
            timestamp: String(Math.floor(Date.now() / 1_000)),
            type: "text",
            text: { body: words },
          }],
        },
      }],
    }],
  };
}
