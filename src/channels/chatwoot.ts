/**
 * Chatwoot by an inbox of its kind API: a customer's words go in as their contact's, agents' answers come out by its
 * webhook. https://www.chatwoot.com/developers/api, https://www.chatwoot.com/hc/user-guide/articles/1677839703
 */
import * as v from "valibot";
import { err, ok, type Result } from "../result.ts";
import { helpful } from "../sources/read/fields.ts";
import { readJson } from "../sources/read/json.ts";
import { checked } from "../sources/read/parse_error.ts";
import type { SignatureRefusal, Webhook } from "../sources/source.ts";
import { bytesFromHex, hmacMatches, isRecent, textAndBody } from "../sources/verify/signature.ts";
import type { Channel, ShortMessage } from "./channel.ts";
import type { AccountDefinition, CheckLine } from "./definition.ts";
import {
  type Answer,
  type HttpAccess,
  httpChannel,
  type Meaning,
  readAnswer,
  takenAs,
} from "./http_channel.ts";
import { askJson } from "./service_files.ts";

const BODY_MAX = 100_000;

const Account = v.strictObject({
  url: v.pipe(
    v.string(),
    v.trim(),
    v.transform((text) => text.replace(/\/+$/, "")),
    v.regex(
      /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i,
      "Must be your Chatwoot's address, such as https://app.chatwoot.com",
    ),
  ),
  inbox_identifier: v.pipe(
    v.string(),
    v.trim(),
    v.regex(/^[\w-]{8,80}$/, "Must be the identifier of the API inbox"),
  ),
  webhook_secret: v.pipe(
    v.string(),
    v.trim(),
    v.regex(/^\S{16,200}$/, "Must be the webhook secret of the inbox"),
  ),
  /** With both, answers from Waybill's desk stand in the conversation as private notes. */
  account_id: v.optional(
    v.pipe(v.string(), v.trim(), v.regex(/^\d{0,12}$/, "Must be the number of the account")),
    "",
  ),
  access_token: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.regex(/^(?:[\w-]{16,200})?$/, "Must be an access token of a profile or agent bot"),
    ),
    "",
  ),
});
export type ChatwootAccount = v.InferOutput<typeof Account>;

/** `to` of a message is the place of its conversation: `contact/conversation`. */
export function chatwootChannel(access: HttpAccess, account: ChatwootAccount): Channel<ShortMessage> {
  const channel = httpChannel<ShortMessage>({
    name: "chatwoot",
    label: "Chatwoot",
    idempotent: false,
    request: ({ to, body, idempotency_key }) => {
      const [contact = "", conversation = ""] = to.split("/");
      return {
        url: access.url ??
          `${contactsOf(account)}/${encodeURIComponent(contact)}/conversations/${
            encodeURIComponent(conversation)
          }/messages`,
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ content: body, echo_id: idempotency_key }),
      };
    },
    meaning,
    words: (answer) => readAnswer(Refusal, answer)?.error,
    secrets: ({ to, body }) => [account.inbox_identifier, to, body],
  }, access);
  return {
    ...channel,
    send: async (message) => {
      const { length } = message.body;
      return length > 0 && length <= BODY_MAX ? await channel.send(message) : {
        outcome: "rejected",
        reason:
          `Cannot send to Chatwoot as the text must be of 1 to ${BODY_MAX} characters: it has ${length}`,
      };
    },
  };
}

/**
 * Writes notes for agents, which customers never see and whose webhook is left alone, so that no loop begins. `to` is the
 * conversation. Null where the account has no token for it.
 * https://developers.chatwoot.com/api-reference/messages/create-new-message
 */
export function chatwootNotes(access: HttpAccess, account: ChatwootAccount): Channel<ShortMessage> | null {
  const { url, account_id, access_token } = account;
  if (account_id === "" || access_token === "") return null;
  return httpChannel<ShortMessage>({
    name: "chatwoot",
    label: "Chatwoot",
    idempotent: false,
    request: ({ to, body }) => ({
      url: access.url ??
        `${url}/api/v1/accounts/${account_id}/conversations/${encodeURIComponent(to)}/messages`,
      headers: { "Content-Type": "application/json", api_access_token: access_token },
      body: JSON.stringify({ content: body, message_type: "outgoing", private: true }),
    }),
    meaning: (answer) =>
      answer.status === 401
        ? { outcome: "deferred", says: "answered 401, the access token is not accepted" }
        : meaning(answer),
    words: (answer) => readAnswer(Refusal, answer)?.error,
    secrets: ({ to, body }) => [access_token, to, body],
  }, access);
}

const Sent = v.object({ id: v.union([v.number(), v.string()]) });
const Refusal = v.object({ error: v.string() });

function meaning(answer: Answer): Meaning | null {
  const { status } = answer;
  if (status === 200 || status === 201) {
    const sent = readAnswer(Sent, answer);
    return takenAs(sent === null ? undefined : String(sent.id), answer);
  }
  // An unknown inbox or conversation is the shop's to correct.
  return status === 404
    ? { outcome: "deferred", says: "answered 404, the inbox or the conversation is not there" }
    : null;
}

function contactsOf({ url, inbox_identifier }: ChatwootAccount): string {
  return `${url}/public/api/v1/inboxes/${inbox_identifier}/contacts`;
}

export interface NewConversation {
  /** Our own name of the contact: a second request with it makes no second contact. */
  readonly contact: string;
  readonly name: string | undefined;
  readonly email: string | undefined;
}

/** Opens a conversation of a contact; null where Chatwoot did not. */
export async function openConversation(
  fetch: typeof globalThis.fetch,
  account: ChatwootAccount,
  { contact, name, email }: NewConversation,
): Promise<string | null> {
  const made = await post(fetch, contactsOf(account), { source_id: contact, name, email });
  if (!made.ok) return null;
  const opened = await post(fetch, `${contactsOf(account)}/${encodeURIComponent(contact)}/conversations`, {});
  const found = v.safeParse(Sent, opened.json);
  return opened.ok && found.success ? String(found.output.id) : null;
}

/**
 * Deletes a conversation with its messages; returns null where it is gone, else why it is not. The contact stays: its people may
 * be known from elsewhere. https://github.com/chatwoot/chatwoot/pull/11677
 */
export async function deleteConversation(
  fetch: typeof globalThis.fetch,
  { url, account_id, access_token }: ChatwootAccount,
  conversation: string,
): Promise<string | null> {
  if (account_id === "" || access_token === "") {
    return "a conversation of an erased customer stands in Chatwoot: to delete it takes the access token of an administrator";
  }
  try {
    const { status, body } = await fetch(
      new Request(`${url}/api/v1/accounts/${account_id}/conversations/${encodeURIComponent(conversation)}`, {
        method: "DELETE",
        headers: { api_access_token: access_token },
        redirect: "manual",
        signal: AbortSignal.timeout(10_000),
      }),
    );
    await body?.cancel();
    if (status >= 200 && status < 300 || status === 404) return null;
    return `a conversation of an erased customer stands in Chatwoot: it answered ${status} when it was to be deleted${
      status === 401 || status === 403 ? ", the access token must be an administrator's" : ""
    }`;
  } catch {
    return "a conversation of an erased customer stands in Chatwoot: it did not answer when it was to be deleted";
  }
}

async function post(fetch: typeof globalThis.fetch, url: string, body: object) {
  try {
    const answer = await fetch(
      new Request(url, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        redirect: "manual",
        signal: AbortSignal.timeout(10_000),
      }),
    );
    return { ok: answer.status >= 200 && answer.status < 300, json: await answer.json() as unknown };
  } catch {
    return { ok: false, json: null }; // No answer, or none in JSON: it is tried again.
  }
}

/** Checks `X-Chatwoot-Signature`: the HMAC of `timestamp.body`. Chatwoot before 4.11.2 signs nothing and is refused. */
async function verify(
  { headers, body, received_at_ms }: Webhook,
  { webhook_secret }: ChatwootAccount,
): Promise<Result<null, SignatureRefusal>> {
  const timestamp = headers.get("X-Chatwoot-Timestamp") ?? "";
  const given = /^sha256=([0-9a-fA-F]{64})$/.exec(headers.get("X-Chatwoot-Signature") ?? "")?.[1];
  const signature = given === undefined ? null : bytesFromHex(given);
  const matches = signature !== null && /^\d{1,12}$/.test(timestamp) && await hmacMatches({
    keys: [new TextEncoder().encode(webhook_secret)],
    signatures: [signature],
    signed: textAndBody(`${timestamp}.`, body),
  });
  if (!matches) {
    return err(
      "signature",
      "Cannot verify webhook as X-Chatwoot-Signature must be made with the secret of this inbox",
    );
  }
  return isRecent(Number(timestamp), received_at_ms);
}

/** What an agent did in a conversation. */
export type AgentAct =
  | {
    readonly type: "answer";
    readonly id: string;
    readonly conversation: string;
    readonly words: string;
    readonly agent: string | undefined;
  }
  | { readonly type: "resolved"; readonly conversation: string }
  /** They took their answer back. */
  | { readonly type: "deleted"; readonly id: string; readonly conversation: string };

const Id = v.pipe(
  v.union([v.pipe(v.number(), v.safeInteger()), v.pipe(v.string(), v.regex(/^\d{1,20}$/))], "Must be an id"),
  v.transform(String),
);
const Event = v.object({ event: v.string() });
const Message = v.object({
  id: Id,
  content: helpful(v.string()),
  message_type: v.union([v.string(), v.number()]),
  private: helpful(v.boolean()),
  conversation: v.object({ id: Id }),
  sender: helpful(v.object({ name: helpful(v.string()), type: helpful(v.string()) })),
  attachments: helpful(v.array(v.object({ data_url: helpful(v.string()) }))),
  content_attributes: helpful(v.object({ deleted: helpful(v.boolean()) })),
});
const Status = v.object({ id: Id, status: v.string() });

/** Our own messages come back as `incoming`, notes as `private`: neither is an answer, so that no loop begins. */
function read({ body }: Webhook): Result<AgentAct | null, "unreadable" | "invalid"> {
  const json = readJson(body);
  if (!json.ok) return json;
  const event = checked(Event, json.value);
  if (!event.ok) return event;
  if (event.value.event === "conversation_status_changed") {
    const status = checked(Status, json.value);
    if (!status.ok) return status;
    return ok(
      status.value.status === "resolved" ? { type: "resolved", conversation: status.value.id } : null,
    );
  }
  const is_update = event.value.event === "message_updated";
  if (!is_update && event.value.event !== "message_created") return ok(null);
  const message = checked(Message, json.value);
  if (!message.ok) return message;
  const { id, content, message_type, private: is_private, conversation, sender, attachments } = message.value;
  if (is_private === true || message_type !== "outgoing" && message_type !== 1) return ok(null);
  // A message is deleted by an update that empties it; other updates are Chatwoot's own notes.
  if (is_update) {
    const is_deleted = message.value.content_attributes?.deleted === true;
    return ok(is_deleted ? { type: "deleted", id, conversation: conversation.id } : null);
  }
  const links = (attachments ?? []).flatMap(({ data_url }) => data_url === undefined ? [] : [data_url]);
  const words = [content ?? "", ...links].filter((part) => part.trim() !== "").join("\n");
  return ok(
    words === "" ? null : { type: "answer", id, conversation: conversation.id, words, agent: sender?.name },
  );
}

async function check(
  fetch: typeof globalThis.fetch,
  account: ChatwootAccount,
): Promise<readonly CheckLine[]> {
  const { status, json } = await askJson(
    fetch,
    `${account.url}/public/api/v1/inboxes/${account.inbox_identifier}`,
  );
  const is_inbox = status === 200 &&
    v.is(v.object({ identifier: v.literal(account.inbox_identifier) }), json);
  return [
    is_inbox
      ? { ok: true, says: "Chatwoot knows the inbox" }
      : { ok: false, says: "Chatwoot does not know an inbox of this identifier" },
    ...(account.account_id === "" || account.access_token === "" ? [] : [await checkNotes(fetch, account)]),
    {
      ok: true,
      says:
        "Whether its webhook comes here shows an agent's first answer: Chatwoot does not tell the address",
    },
  ];
}

async function checkNotes(
  fetch: typeof globalThis.fetch,
  { url, account_id, access_token }: ChatwootAccount,
): Promise<CheckLine> {
  const { status } = await askJson(fetch, `${url}/api/v1/accounts/${account_id}/conversations/meta`, {
    api_access_token: access_token,
  });
  return status === 200
    ? { ok: true, says: "Chatwoot accepts the access token" }
    : { ok: false, says: "Chatwoot does not accept the access token for this account" };
}

export interface HelpdeskDefinition extends AccountDefinition<ChatwootAccount> {
  readonly verify: typeof verify;
  readonly read: typeof read;
}

export const CHATWOOT: HelpdeskDefinition = {
  label: "Chatwoot",
  account: Account,
  secrets: ["webhook_secret", "access_token"],
  fields: {
    url: "Address of your Chatwoot",
    inbox_identifier: "Inbox identifier",
    webhook_secret: "Webhook secret of the inbox",
    account_id: "Account number, for notes about answers given elsewhere",
    access_token: "Access token for these notes, and to delete what is erased",
  },
  steps: [
    "In Chatwoot, 4.11.2 or later: Settings → Inboxes → Add inbox → API: a name, and as webhook URL {hook}.",
    "Settings → Inboxes → the inbox → Configuration shows the inbox identifier and the webhook secret.",
    "Fill them in here with the address of your Chatwoot.",
    "For answers from Waybill's own desk to stand in Chatwoot as private notes: the number after `/accounts/` in Chatwoot's address, and the access token of an administrator under Profile settings → Access token.",
    "Every case goes there with its customer's next message; answer one to see it come back.",
  ],
  limits: [
    "Customers' words go to Chatwoot whatever way they came; agents' answers go where the customer last wrote, or by mail.",
    "An answer that an agent deletes in Chatwoot is withdrawn where it has not left yet; otherwise the case says that the customer has it already.",
    "Private notes stay in Chatwoot; a conversation that is resolved there solves the case here.",
    "What is answered at Waybill's own desk or in Slack stands in Chatwoot as a private note where an access token is given, and nowhere there otherwise. Files that customers send are named there, not copied.",
    "When a customer is erased, the conversations of their cases are deleted in Chatwoot, where the access token is an administrator's. Their contact stays there, since it may come from elsewhere: delete it in Chatwoot.",
    "A message whose answer was lost on the way may stand in Chatwoot twice; nothing comes to the customer twice.",
  ],
  verify,
  read,
  check,
};
