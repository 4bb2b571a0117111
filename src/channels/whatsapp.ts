/**
 * WhatsApp by Meta's Cloud API: free text within 24 hours of the customer's last message, and outside of them the shop's
 * approved template. https://developers.facebook.com/docs/whatsapp/cloud-api
 */
import * as v from "valibot";
import { ownId } from "../messages/ways.ts";
import type { Channel, ShortMessage } from "./channel.ts";
import { CHAT, type CheckLine, type ShortAccess, type ShortDefinition } from "./definition.ts";
import { type Answer, httpChannel, type Meaning, readAnswer, takenAs } from "./http_channel.ts";
import {
  AppSecret,
  challengeOf,
  GRAPH,
  GraphError,
  GraphId,
  graphMeaning,
  isWindowOpen,
  Token,
  verifyMeta,
  VerifyToken,
} from "./meta.ts";
import { askJson } from "./service_files.ts";
import { fetchWhatsAppFile } from "./whatsapp_content.ts";
import { readWhatsApp, STOPPED } from "./whatsapp_incoming.ts";

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages#text-object */
const BODY_MAX = 4_096;
const PARAMETER_MAX = 1_000;

const Account = v.strictObject({
  phone_number_id: GraphId,
  /** The number that customers write to, digits alone, for the link. */
  number: v.pipe(
    v.string(),
    v.transform((text) => text.replaceAll(/[\s+()-]/g, "")),
    v.regex(/^[1-9]\d{6,14}$/, "Must be the number with its country, such as +49 30 1234567"),
  ),
  access_token: Token,
  app_secret: AppSecret,
  verify_token: VerifyToken,
  /** Name of the approved utility template with two texts: the news and the link. Without it, nothing goes outside the 24 hours. */
  template: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.regex(/^(?:[a-z0-9_]{1,512})?$/, "Must be a template's name, such as order_news"),
    ),
    "",
  ),
  /** The languages in which the template is approved, such as `de, en_US`; the first for all other readers. */
  template_languages: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.regex(/^(?:[a-z]{2,3}(?:_[A-Z]{2})?(?:\s*,\s*|$))*$/, "Must be codes such as de, en_US"),
    ),
    "",
  ),
});
export type WhatsAppAccount = v.InferOutput<typeof Account>;

export function whatsappChannel(access: ShortAccess, account: WhatsAppAccount): Channel<ShortMessage> {
  const { phone_number_id, access_token } = account;
  return httpChannel<ShortMessage>({
    name: "whatsapp",
    label: "WhatsApp",
    idempotent: false,
    fault: (message) => faultOf(account, message, access.clock()),
    request: (message) => ({
      url: access.url ?? `${GRAPH}/${phone_number_id}/messages`,
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${access_token}` },
      body: JSON.stringify({
        messaging_product: "whatsapp",
        recipient_type: "individual",
        // https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
        ...(isNumber(ownId(message.to)) ? { to: ownId(message.to) } : { recipient: ownId(message.to) }),
        ...contentOf(account, message, access.clock()),
      }),
    }),
    meaning,
    words: (answer) => readAnswer(GraphError, answer)?.error.message,
    secrets: ({ to, body }) => [access_token, to, ownId(to), body],
  }, access);
}

function isNumber(id: string): boolean {
  return /^\d+$/.test(id);
}

function faultOf(
  { template }: WhatsAppAccount,
  { body, heard_at_ms, news }: ShortMessage,
  now_ms: number,
): string | null {
  if (body === "" || body.length > BODY_MAX) {
    return `the text must be of 1 to ${BODY_MAX} characters: it has ${body.length}`;
  }
  if (isWindowOpen(heard_at_ms, now_ms)) return null;
  const rule = "the customer's last message must be younger than 24 hours";
  if (news === undefined) return rule;
  return template === "" ? `${rule}, or the shop must have a template` : null;
}

function contentOf(
  account: WhatsAppAccount,
  { body, heard_at_ms, news }: ShortMessage,
  now_ms: number,
): object {
  if (news === undefined || isWindowOpen(heard_at_ms, now_ms)) {
    return { type: "text", text: { preview_url: false, body } };
  }
  return {
    type: "template",
    template: {
      name: account.template,
      language: { code: languageFor(account, news.locale) },
      components: [{
        type: "body",
        // A parameter must hold no line break, no tab and no run of spaces.
        parameters: [news.sentence, news.url].map((text) => ({
          type: "text",
          text: text.replaceAll(/\s+/g, " ").slice(0, PARAMETER_MAX),
        })),
      }],
    },
  };
}

function languageFor({ template_languages }: WhatsAppAccount, locale: string): string {
  const codes = template_languages.split(",").map((code) => code.trim()).filter((code) => code !== "");
  const wanted = locale.replace("-", "_");
  return codes.find((code) => code === wanted) ??
    codes.find((code) => code.split("_")[0] === wanted.split("_")[0]) ?? codes[0] ?? wanted.split("_")[0]!;
}

const Sent = v.object({ messages: v.pipe(v.array(v.object({ id: v.string() })), v.minLength(1)) });

/** https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const DEFERRED: Readonly<Record<number, string>> = {
  0: "the token is not accepted",
  130429: "too many requests",
  131005: "the app lacks a permission",
  131016: "the service is overloaded",
  131031: "the account is locked",
  131042: "the account cannot be billed",
  131048: "too many messages were marked as spam",
  131056: "too many messages to this customer",
  131057: "the account is being serviced",
  133010: "the number is not registered",
};

function meaning(answer: Answer): Meaning | null {
  if (answer.status === 200) return takenAs(readAnswer(Sent, answer)?.messages[0]?.id, answer);
  return graphMeaning(answer, (code, _, says) => {
    const obstacle = DEFERRED[code];
    if (obstacle !== undefined) return { outcome: "deferred", says: `${says}, ${obstacle}` };
    return code === STOPPED ? { outcome: "rejected", says, unsubscribed: true } : null;
  });
}

const PhoneNumber = v.object({
  id: v.string(),
  display_phone_number: v.string(),
  verified_name: v.optional(v.string()),
});

async function check(
  fetch: typeof globalThis.fetch,
  { phone_number_id, number, access_token, template }: WhatsAppAccount,
): Promise<readonly CheckLine[]> {
  const fields = "id,display_phone_number,verified_name";
  const { json } = await askJson(fetch, `${GRAPH}/${phone_number_id}?fields=${fields}`, {
    Authorization: `Bearer ${access_token}`,
  });
  const found = v.safeParse(PhoneNumber, json);
  if (!found.success) {
    return [{
      ok: false,
      says: "Meta does not show the number to this token: look at both, and at the token's permissions",
    }];
  }
  const shown = found.output.display_phone_number.replaceAll(/\D/g, "");
  return [
    shown === number
      ? { ok: true, says: "The phone number id belongs to the number" }
      : { ok: false, says: "The phone number id belongs to another number" },
    template === ""
      ? { ok: false, says: "There is no template: outside the 24 hours news goes by the next way" }
      : { ok: true, says: `Outside the 24 hours the template ${template} is used` },
  ];
}

export const WHATSAPP: ShortDefinition<WhatsAppAccount> = {
  label: "WhatsApp",
  can: { ...CHAT, reports: "by_id" },
  account: Account,
  secrets: ["access_token", "app_secret", "verify_token"],
  fields: {
    phone_number_id: "Phone number id",
    number: "The number itself",
    access_token: "Access token of a system user",
    app_secret: "App secret",
    verify_token: "A verify token of 16 letters or more that you make up",
    template: "Name of the template",
    template_languages: "Languages of the template, such as de, en_US",
  },
  steps: [
    "At developers.facebook.com: My Apps → Create app → Business; add the product WhatsApp and link your WhatsApp Business account.",
    "WhatsApp → API setup shows the phone number id. App settings → Basic shows the app secret.",
    "In the Meta Business settings: Users → System users → Generate token, with `whatsapp_business_messaging` and `whatsapp_business_management`, without an end.",
    "In WhatsApp Manager: Message templates → Create, category Utility, name `order_news`, with a body such as `News of your order: {{1}} You see it here: {{2}} Write to us if anything is wrong.`, in each of your languages.",
    "Fill in what you have here, then WhatsApp → Configuration → Webhook: callback URL {hook}, your verify token; subscribe to the field `messages`, and to `smb_message_echoes` where the number is used in the WhatsApp Business app too.",
  ],
  limits: [
    "Free text within 24 hours of the customer’s last message; afterwards news goes by the template and answers by mail.",
    "Customers with a user name write without a number; they are known by the id that Meta gives your business in its place.",
    "Reactions are noted in the case, a message that its writer deletes is forgotten, and what the shop answers in the WhatsApp Business app stands in the case.",
    "A template that Meta pauses or rejects sends the news by the next way.",
    "Files that customers send are kept up to 10 MB; answers with files go by mail.",
  ],
  open: whatsappChannel,
  verify: verifyMeta,
  read: readWhatsApp,
  challenge: challengeOf,
  invite: ({ number }, code) => ({
    url: `https://wa.me/${number}?text=${encodeURIComponent(code)}`,
    to: `+${number}`,
  }),
  fetchFile: fetchWhatsAppFile,
  check,
};
