/** The services of the short ways as a scenario has them: each takes what is sent and keeps it, and writes what customers do. */
import { env, exports } from "cloudflare:workers";
import { expect, vi } from "vitest";
import type { ShortWay } from "../../src/messages/ways.ts";
import { hmac, signedByMeta } from "../channels/incoming_conformance.ts";
import { changeSecrets } from "../../src/flow/connect/change_secrets.ts";
import { readSealingKeys } from "../../src/sealed.ts";
import { cellOf } from "./cells_in_use.ts";

export const META = {
  access_token: "EAAJB-not-a-real-token-0123456789",
  app_secret: "0123456789abcdef0123456789abcdef",
  verify_token: "not-a-real-verify-token",
};
const OWN = "1906385232743451";

type Account = Readonly<Record<string, string>>;

export const ACCOUNTS: Readonly<Record<ShortWay, Account>> = {
  sms: {
    account_sid: `AC${"0123456789abcdef".repeat(2)}`,
    auth_token: "not-a-real-token-0123456789",
    from: "+4930123456",
  },
  whatsapp: {
    ...META,
    phone_number_id: "106540352242922",
    number: "4930123456",
    template: "order_news",
    template_languages: "en",
  },
  telegram: {
    bot_token: "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0",
    bot_username: "kontor_bot",
    webhook_secret: "not-a-real-secret-0123",
  },
  messenger: { ...META, page_id: OWN, page_name: "kontor", human_agent: "yes" },
  instagram: { ...META, account_id: OWN, username: "kontor", human_agent: "no" },
};

export interface SentShort {
  readonly way: ShortWay;
  /** The service's own id of the reader. */
  readonly to: string;
  readonly body: string;
  /** The service's id of the message. */
  readonly id: string;
  /** Name of the template, where one was used. */
  readonly template: string | null;
}

export interface Services {
  readonly sent: SentShort[];
  /** Another answer of one way's service, instead of taking the message. */
  readonly refuse: Map<ShortWay, () => Response>;
}

let count = 0;

/** Stands for `fetch` until the mocks are restored. */
export function services(): Services {
  const world: Services = { sent: [], refuse: new Map() };
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
    const request = input as Request;
    const { way, to, body, template = null } = await readRequest(request);
    const refusal = world.refuse.get(way);
    if (refusal !== undefined) return refusal();
    const { id, answer } = taken(way, to, ++count);
    world.sent.push({ way, to, body, id, template });
    return answer;
  });
  return world;
}

async function readRequest(
  request: Request,
): Promise<Omit<SentShort, "id" | "template"> & { readonly template?: string | null }> {
  const { hostname, pathname } = new URL(request.url);
  if (hostname === "api.twilio.com") {
    const { To, Body } = Object.fromEntries(await request.formData()) as Record<string, string>;
    return { way: "sms", to: To!, body: Body! };
  }
  // deno-lint-ignore no-explicit-any
  const json: any = await request.json();
  if (hostname === "api.telegram.org") return { way: "telegram", to: json.chat_id, body: json.text };
  if (hostname === "graph.instagram.com") {
    return { way: "instagram", to: json.recipient.id, body: json.message.text };
  }
  expect(hostname).toBe("graph.facebook.com");
  if (!pathname.includes(ACCOUNTS.whatsapp["phone_number_id"]!)) {
    return { way: "messenger", to: json.recipient.id, body: json.message.text };
  }
  const parameters: readonly { readonly text: string }[] = json.template?.components[0].parameters ?? [];
  return {
    way: "whatsapp",
    to: json.to ?? json.recipient,
    body: json.text?.body ?? parameters.map(({ text }) => text).join(" "),
    template: json.template?.name ?? null,
  };
}

function taken(way: ShortWay, to: string, n: number): { readonly id: string; readonly answer: Response } {
  switch (way) {
    case "sms": {
      const id = `SM${n.toString(16).padStart(32, "0")}`;
      return { id, answer: Response.json({ sid: id, status: "queued" }, { status: 201 }) };
    }
    case "telegram":
      return {
        id: String(n),
        answer: Response.json({
          ok: true,
          result: { message_id: n, chat: { id: Number(to), type: "private" } },
        }),
      };
    case "whatsapp":
      return { id: `wamid.${n}`, answer: Response.json({ messages: [{ id: `wamid.${n}` }] }) };
    default:
      return { id: `m_${n}`, answer: Response.json({ recipient_id: to, message_id: `m_${n}` }) };
  }
}

/** Connects all ways to the shop `demo`, as its desk would. */
export async function connectAll(): Promise<void> {
  await changeSecrets(
    {
      db: env.DB,
      directory: env.DB,
      sealing_keys: readSealingKeys(env.SEALING_KEY)!,
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    },
    "demo",
    (secrets) => ({
      ...secrets,
      ...Object.fromEntries(
        Object.entries(ACCOUNTS).map(([way, account]) => [way, [JSON.stringify(account)]]),
      ),
    }),
    [],
  );
}

export interface FromCustomer {
  /** The service's own id of the writer. */
  readonly from: string;
  readonly words: string;
  /** The service's own id of this message. */
  readonly id: string;
  /** The service's id of our message that is answered. */
  readonly answers?: string;
}

/** Brings a customer's message by the way's webhook, signed. */
export async function write(
  way: ShortWay,
  message: FromCustomer,
  account: Account = ACCOUNTS[way],
): Promise<Response> {
  return await bring(way, messagePayload(way, message), account);
}

/** Brings a report about one of our messages. */
export async function report(
  way: ShortWay,
  id: string,
  became: "sent" | "delivered" | "failed",
): Promise<Response> {
  return await bring(way, reportPayload(way, id, became), ACCOUNTS[way]);
}

/** Brings any payload, signed as the service does. */
export async function bring(
  way: ShortWay,
  payload: object,
  account: Account = ACCOUNTS[way],
): Promise<Response> {
  const url = `https://waybill.test/hooks/demo/${way}`;
  const body = way === "sms"
    ? new URLSearchParams(payload as Record<string, string>).toString()
    : JSON.stringify(payload);
  return await exports.default.fetch(url, {
    method: "POST",
    headers: await headersOf(way, url, body, account),
    body,
  });
}

async function headersOf(
  way: ShortWay,
  url: string,
  body: string,
  account: Account,
): Promise<Record<string, string>> {
  if (way === "telegram") return { "X-Telegram-Bot-Api-Secret-Token": account["webhook_secret"]! };
  if (way !== "sms") return await signedByMeta(body, account);
  const fields = [...new URLSearchParams(body)].sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0);
  const signed = url + fields.map(([name, value]) => name + value).join("");
  return {
    "Content-Type": "application/x-www-form-urlencoded",
    "X-Twilio-Signature": (await hmac("SHA-1", account["auth_token"]!, signed)).toBase64(),
  };
}

function messagePayload(way: ShortWay, { from, words, id, answers }: FromCustomer): object {
  const at_s = Math.floor(Date.now() / 1_000);
  switch (way) {
    case "sms":
      return {
        MessageSid: `SM${id.padStart(32, "0")}`,
        From: from,
        To: ACCOUNTS.sms["from"]!,
        Body: words,
        NumMedia: "0",
      };
    case "telegram":
      return {
        update_id: Number(id),
        message: {
          message_id: Number(id),
          date: at_s,
          chat: { id: Number(from), type: "private" },
          from: { first_name: "Ada" },
          text: words,
          ...(answers === undefined ? {} : { reply_to_message: { message_id: Number(answers) } }),
        },
      };
    case "whatsapp":
      return whatsapp({
        contacts: [{ profile: { name: "Ada" }, wa_id: from }],
        messages: [{
          from,
          id: `wamid.in.${id}`,
          timestamp: String(at_s),
          type: "text",
          text: { body: words },
          ...(answers === undefined ? {} : { context: { id: answers } }),
        }],
      });
    default:
      return page(way, {
        sender: { id: from },
        message: {
          mid: `m_in_${id}`,
          text: words,
          ...(answers === undefined ? {} : { reply_to: { mid: answers } }),
        },
      });
  }
}

function reportPayload(way: ShortWay, id: string, became: "sent" | "delivered" | "failed"): object {
  switch (way) {
    case "sms":
      return { MessageSid: id, MessageStatus: became, From: ACCOUNTS.sms["from"]!, To: "+1" };
    case "whatsapp":
      return whatsapp({
        statuses: [{
          id,
          status: became,
          timestamp: String(Math.floor(Date.now() / 1_000)),
          recipient_id: "1",
          ...(became === "failed" ? { errors: [{ code: 131026, title: "Message undeliverable" }] } : {}),
        }],
      });
    case "messenger":
      return page(way, { sender: { id: "1" }, delivery: { mids: [id], watermark: 1 } });
    default:
      return page(way, { sender: { id: "1" }, read: { mid: id } });
  }
}

function whatsapp(value: object): object {
  const { phone_number_id } = ACCOUNTS.whatsapp;
  return {
    object: "whatsapp_business_account",
    entry: [{
      id: "1",
      changes: [{ field: "messages", value: { metadata: { phone_number_id }, ...value } }],
    }],
  };
}

function page(way: ShortWay, messaging: object): object {
  return {
    object: way === "messenger" ? "page" : "instagram",
    entry: [{
      id: OWN,
      time: Date.now(),
      messaging: [{ recipient: { id: OWN }, timestamp: Date.now(), ...messaging }],
    }],
  };
}

/** Entries of the suppression list about one address. */
export async function suppressed(address: string): Promise<readonly unknown[]> {
  const { results } = await cellOf("demo").prepare("select class, reason from suppressions where address = ?")
    .bind(address).all();
  return results;
}
