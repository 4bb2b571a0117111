/** Messenger by the Send API of a shop's Facebook page. https://developers.facebook.com/docs/messenger-platform/send-messages */
import * as v from "valibot";
import type { Channel, ShortMessage } from "./channel.ts";
import { CHAT, type CheckLine, type ShortAccess, type ShortDefinition } from "./definition.ts";
import { challengeOf, GRAPH, GraphId, verifyMeta } from "./meta.ts";
import { readPages } from "./meta_incoming.ts";
import { fetchPageFile, PageAccess, pageChannel, subscribedFields } from "./meta_pages.ts";
import { askJson } from "./service_files.ts";

const BODY_MAX = 2_000;

const Account = v.strictObject({
  page_id: GraphId,
  page_name: v.pipe(v.string(), v.trim(), v.regex(/^[\w.]{3,60}$/, "Must be the page's name in m.me/…")),
  ...PageAccess,
});
export type MessengerAccount = v.InferOutput<typeof Account>;

export function messengerChannel(access: ShortAccess, account: MessengerAccount): Channel<ShortMessage> {
  return pageChannel(access, account, {
    name: "messenger",
    label: "Messenger",
    url: `${GRAPH}/${account.page_id}/messages`,
    permitFields: (permit) => permit,
    lengthFault: ({ length }) =>
      length === 0 || length > BODY_MAX
        ? `the text must be of 1 to ${BODY_MAX} characters: it has ${length}`
        : null,
  });
}

const Page = v.object({ id: v.string(), name: v.optional(v.string()) });

/** What the page tells the app of. */
const FIELDS = [
  "messages",
  "messaging_postbacks",
  "messaging_referrals",
  "message_deliveries",
  "message_echoes",
  "message_reactions",
];

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
  const fields = await subscribedFields(fetch, `${GRAPH}/${page_id}/subscribed_apps`, headers);
  const missing = FIELDS.filter((field) => !fields.includes(field));
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
    "Below it, subscribe the page to `messages`, `messaging_postbacks`, `messaging_referrals`, `message_deliveries`, `message_reads`, `message_echoes` and `message_reactions`.",
    "Ask for Advanced access to `pages_messaging`; for answers of your people after 24 hours also for Human Agent.",
  ],
  limits: [
    "What your people answer in Meta’s own inbox stands in the case and ends its wait; a message that its writer deletes is forgotten, and a reaction is noted.",
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
