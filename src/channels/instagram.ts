/** Instagram's direct messages by the Instagram API with Instagram login. https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api */
import * as v from "valibot";
import { ownId } from "../messages/ways.ts";
import type { Channel, ShortMessage } from "./channel.ts";
import { CHAT, type CheckLine, type ShortAccess, type ShortDefinition } from "./definition.ts";
import { type Answer, httpChannel, type Meaning, readAnswer, takenAs } from "./http_channel.ts";
import { challengeOf, GRAPH_VERSION, GraphError, GraphId, verifyMeta } from "./meta.ts";
import { CLOSED, fetchPageFile, PageAccess, pageMeaning, permitOf, readPages } from "./meta_pages.ts";
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
  const { account_id, access_token, human_agent } = account;
  const permit = (message: ShortMessage) => permitOf(message, human_agent === "yes", access.clock());
  const channel = httpChannel<ShortMessage>({
    name: "instagram",
    label: "Instagram",
    idempotent: false,
    request: (message) => {
      const { messaging_type, ...tag } = permit(message) ?? {};
      return {
        url: access.url ?? `${API}/${account_id}/messages`,
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${access_token}` },
        body: JSON.stringify({
          recipient: { id: ownId(message.to) },
          ...(messaging_type === "MESSAGE_TAG" ? { messaging_type, ...tag } : {}),
          message: { text: message.body },
        }),
      };
    },
    meaning,
    words: (answer) => readAnswer(GraphError, answer)?.error.message,
    secrets: ({ to, body }) => [access_token, to, ownId(to), body],
  }, access);
  return {
    ...channel,
    send: async (message) => {
      const bytes = new TextEncoder().encode(message.body).byteLength;
      const fault = bytes === 0 || bytes > BODY_MAX_BYTES
        ? `the text must be of 1 to ${BODY_MAX_BYTES} bytes: it has ${bytes}`
        : permit(message) === null
        ? CLOSED
        : null;
      return fault === null
        ? await channel.send(message)
        : { outcome: "rejected", reason: `Cannot send by Instagram as ${fault}` };
    },
  };
}

const Sent = v.object({ message_id: v.string() });

function meaning(answer: Answer): Meaning | null {
  return answer.status === 200 ? takenAs(readAnswer(Sent, answer)?.message_id, answer) : pageMeaning(answer);
}

const Me = v.object({ user_id: v.string(), username: v.string() });
const Apps = v.object({
  data: v.array(v.object({ subscribed_fields: v.optional(v.array(v.string()), []) })),
});

async function check(
  fetch: typeof globalThis.fetch,
  { account_id, username, access_token }: InstagramAccount,
): Promise<readonly CheckLine[]> {
  const headers = { Authorization: `Bearer ${access_token}` };
  const me = v.safeParse(Me, (await askJson(fetch, `${API}/me?fields=user_id,username`, headers)).json);
  if (!me.success) return [{ ok: false, says: "Instagram does not accept the access token" }];
  const apps = v.safeParse(
    Apps,
    (await askJson(fetch, `${API}/${account_id}/subscribed_apps`, headers)).json,
  );
  const fields = apps.success ? apps.output.data.flatMap(({ subscribed_fields }) => subscribed_fields) : [];
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
    "Fill in what you have here, then Configure webhooks: callback URL {hook}, your verify token; subscribe to `messages`, `messaging_postbacks`, `messaging_referral` and `messaging_seen`.",
    "Ask for Advanced access to `instagram_business_manage_messages`; for answers of your people after 24 hours also for Human Agent. The token ends after 60 days: refresh it before.",
  ],
  limits: [
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
