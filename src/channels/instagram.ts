/** Instagram's direct messages by the Instagram API with Instagram login. https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api */
import * as v from "valibot";
import type { Channel, ShortMessage } from "./channel.ts";
import { CHAT, type CheckLine, type ShortAccess, type ShortDefinition } from "./definition.ts";
import { challengeOf, GRAPH_VERSION, GraphId, verifyMeta } from "./meta.ts";
import { readPages } from "./meta_incoming.ts";
import { fetchPageFile, PageAccess, pageChannel, subscribedFields } from "./meta_pages.ts";
import { askJson } from "./service_files.ts";

const API = `https://graph.instagram.com/${GRAPH_VERSION}`;
/** UTF-8 bytes, not characters. */
const BODY_MAX_BYTES = 1_000;

const Account = v.strictObject({
  account_id: GraphId,
  username: v.pipe(v.string(), v.trim(), v.regex(/^[\w.]{1,30}$/, "Must be the account's name without @")),
  ...PageAccess,
});
export type InstagramAccount = v.InferOutput<typeof Account>;

export function instagramChannel(access: ShortAccess, account: InstagramAccount): Channel<ShortMessage> {
  return pageChannel(access, account, {
    name: "instagram",
    label: "Instagram",
    url: `${API}/${account.account_id}/messages`,
    // Within the 24 hours the type is not named.
    permitFields: (permit) => permit["messaging_type"] === "MESSAGE_TAG" ? permit : {},
    lengthFault: (body) => {
      const bytes = new TextEncoder().encode(body).byteLength;
      return bytes === 0 || bytes > BODY_MAX_BYTES
        ? `the text must be of 1 to ${BODY_MAX_BYTES} bytes: it has ${bytes}`
        : null;
    },
  });
}

const Me = v.object({ user_id: v.string(), username: v.string() });

async function check(
  fetch: typeof globalThis.fetch,
  { account_id, username, access_token }: InstagramAccount,
): Promise<readonly CheckLine[]> {
  const headers = { Authorization: `Bearer ${access_token}` };
  const me = v.safeParse(Me, (await askJson(fetch, `${API}/me?fields=user_id,username`, headers)).json);
  if (!me.success) return [{ ok: false, says: "Instagram does not accept the access token" }];
  const fields = await subscribedFields(fetch, `${API}/${account_id}/subscribed_apps`, headers);
  const is_own = me.output.user_id === account_id &&
    me.output.username.toLowerCase() === username.toLowerCase();
  return [
    is_own
      ? { ok: true, says: `The token belongs to @${username}` }
      : { ok: false, says: "The token belongs to another account than the id and the name" },
    fields.includes("messages")
      ? { ok: true, says: "The account tells the app of messages" }
      : { ok: false, says: "The account does not tell the app of messages" },
  ];
}

export const INSTAGRAM: ShortDefinition<InstagramAccount> = {
  label: "Instagram",
  can: { ...CHAT, reports: "by_id" },
  account: Account,
  secrets: ["access_token", "app_secret", "verify_token"],
  fields: {
    account_id: "Id of the professional account",
    username: "The account's name without @",
    access_token: "Access token of the account",
    app_secret: "Instagram app secret",
    verify_token: "A verify token of 16 letters or more that you make up",
    human_agent: "Human Agent approved by Meta: yes or no",
  },
  steps: [
    "In Instagram: Settings → Account type: a professional account; Messages → Connected tools: allow access to messages.",
    "At developers.facebook.com: My Apps → Create app → Business; add the product Instagram → API setup with Instagram login.",
    "Generate access tokens: add the account, with `instagram_business_basic` and `instagram_business_manage_messages`. The same page shows the account's id and the Instagram app secret.",
    "Fill in what you have here, then Configure webhooks: callback URL {hook}, your verify token; subscribe to `messages`, `messaging_postbacks`, `messaging_referral`, `messaging_seen` and `message_reactions`.",
    "Ask for Advanced access to `instagram_business_manage_messages`; for answers of your people after 24 hours also for Human Agent. The token ends after 60 days: refresh it before.",
  ],
  limits: [
    "What your people answer in Meta’s own inbox stands in the case and ends its wait; a message that its writer deletes is forgotten, and a reaction is noted.",
    "Everything within 24 hours of the customer’s last message; a person’s answer within seven days with the Human Agent permission. News outside the 24 hours goes by the next way.",
    "Instagram tells that a message was read, not that it was delivered.",
    "Texts of up to 1,000 bytes.",
  ],
  open: instagramChannel,
  verify: verifyMeta,
  read: (webhook, { account_id }) => readPages(webhook, "instagram", account_id),
  challenge: challengeOf,
  invite: ({ username }, code) => ({ url: `https://ig.me/m/${username}?ref=${code}`, to: `@${username}` }),
  fetchFile: fetchPageFile,
  check,
};
