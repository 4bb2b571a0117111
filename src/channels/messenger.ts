/** Messenger by the Send API of a shop's Facebook page. https://developers.facebook.com/docs/messenger-platform/send-messages */
import * as v from "valibot";
import { ownId } from "../messages/ways.ts";
import type { Channel, ShortMessage } from "./channel.ts";
import { CHAT, type CheckLine, type ShortAccess, type ShortDefinition } from "./definition.ts";
import { type Answer, httpChannel, type Meaning, readAnswer, takenAs } from "./http_channel.ts";
import { challengeOf, GRAPH, GraphError, GraphId, verifyMeta } from "./meta.ts";
import { CLOSED, fetchPageFile, PageAccess, pageMeaning, permitOf, readPages } from "./meta_pages.ts";
import { askJson } from "./service_files.ts";

const BODY_MAX = 2_000;

const Account = v.strictObject({
  page_id: GraphId,
  page_name: v.pipe(v.string(), v.trim(), v.regex(/^[\w.]{3,60}$/, "Must be the page's name in m.me/…")),
  ...PageAccess,
});
export type MessengerAccount = v.InferOutput<typeof Account>;

export function messengerChannel(access: ShortAccess, account: MessengerAccount): Channel<ShortMessage> {
  const { page_id, access_token, human_agent } = account;
  const permit = (message: ShortMessage) => permitOf(message, human_agent === "yes", access.clock());
  const channel = httpChannel<ShortMessage>({
    name: "messenger",
    label: "Messenger",
    idempotent: false,
    request: (message) => ({
      url: access.url ?? `${GRAPH}/${page_id}/messages`,
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${access_token}` },
      body: JSON.stringify({
        recipient: { id: ownId(message.to) },
        ...permit(message),
        message: { text: message.body },
      }),
    }),
    meaning,
    words: (answer) => readAnswer(GraphError, answer)?.error.message,
    secrets: ({ to, body }) => [access_token, to, ownId(to), body],
  }, access);
  return {
    ...channel,
    send: async (message) => {
      const { length } = message.body;
      const fault = length === 0 || length > BODY_MAX
        ? `the text must be of 1 to ${BODY_MAX} characters: it has ${length}`
        : permit(message) === null
        ? CLOSED
        : null;
      return fault === null
        ? await channel.send(message)
        : { outcome: "rejected", reason: `Cannot send by Messenger as ${fault}` };
    },
  };
}

const Sent = v.object({ message_id: v.string() });

function meaning(answer: Answer): Meaning | null {
  return answer.status === 200 ? takenAs(readAnswer(Sent, answer)?.message_id, answer) : pageMeaning(answer);
}

const Page = v.object({ id: v.string(), name: v.optional(v.string()) });
const Apps = v.object({
  data: v.array(v.object({ subscribed_fields: v.optional(v.array(v.string()), []) })),
});

async function check(
  fetch: typeof globalThis.fetch,
  { page_id, access_token }: MessengerAccount,
): Promise<readonly CheckLine[]> {
  const headers = { Authorization: `Bearer ${access_token}` };
  const page = v.safeParse(Page, (await askJson(fetch, `${GRAPH}/${page_id}?fields=id,name`, headers)).json);
  if (!page.success || page.output.id !== page_id) {
    return [{
      ok: false,
      says: "Meta does not show the page to this token: look at both, and at the token's permissions",
    }];
  }
  const apps = v.safeParse(Apps, (await askJson(fetch, `${GRAPH}/${page_id}/subscribed_apps`, headers)).json);
  const fields = apps.success ? apps.output.data.flatMap(({ subscribed_fields }) => subscribed_fields) : [];
  const missing = ["messages", "messaging_postbacks", "messaging_referrals", "message_deliveries"].filter((
    field,
  ) => !fields.includes(field));
  return [
    { ok: true, says: "The token opens the page" },
    missing.length === 0
      ? { ok: true, says: "The page tells the app of messages and deliveries" }
      : { ok: false, says: `The page does not tell the app of ${missing.join(", ")}` },
  ];
}

export const MESSENGER: ShortDefinition<MessengerAccount> = {
  label: "Messenger",
  can: { ...CHAT, reports: "by_id" },
  account: Account,
  secrets: ["access_token", "app_secret", "verify_token"],
  fields: {
    page_id: "Page id",
    page_name: "The page's name in m.me/…",
    access_token: "Access token of the page",
    app_secret: "App secret",
    verify_token: "A verify token of 16 letters or more that you make up",
    human_agent: "Human Agent approved by Meta: yes or no",
  },
  steps: [
    "At developers.facebook.com: My Apps → Create app → Business; add the product Messenger.",
    "Messenger → API settings → Generate access tokens: add your page and generate its token. App settings → Basic shows the app secret; the page's About shows its id.",
    "Fill in what you have here, then Messenger → API settings → Configure webhooks: callback URL {hook}, your verify token.",
    "Below it, subscribe the page to `messages`, `messaging_postbacks`, `messaging_referrals`, `message_deliveries` and `message_reads`.",
    "Ask for Advanced access to `pages_messaging`; for answers of your people after 24 hours also for Human Agent.",
  ],
  limits: [
    "Everything within 24 hours of the customer’s last message; a person’s answer within seven days with the Human Agent permission. News outside the 24 hours goes by the next way.",
    "Deliveries are told by the ids of the messages; a report without ids counts for nothing.",
    "Texts of up to 2,000 characters.",
  ],
  open: messengerChannel,
  verify: verifyMeta,
  read: (webhook, { page_id }) => readPages(webhook, "messenger", page_id),
  challenge: challengeOf,
  invite: ({ page_name }, code) => ({ url: `https://m.me/${page_name}?ref=${code}`, to: page_name }),
  fetchFile: fetchPageFile,
  check,
};
