/**
 * Sends by Messenger and Instagram, and says which window is open: 24 hours after the customer's last message for
 * everything, seven days for what a person writes where Meta has allowed it. The other tags for messages outside the
 * window are gone. https://developers.facebook.com/docs/messenger-platform/policy/policy-overview
 */
import * as v from "valibot";
import type { IncomingFile } from "../messages/incoming.ts";
import { ownId } from "../messages/ways.ts";
import type { Channel, ShortMessage } from "./channel.ts";
import type { Fetched, ShortAccess } from "./definition.ts";
import { type Answer, httpChannel, type Meaning, readAnswer, takenAs } from "./http_channel.ts";
import { OURS } from "./meta_incoming.ts";
import { AppSecret, GraphError, graphMeaning, isWindowOpen, Token, VerifyToken } from "./meta.ts";
import { askJson, fetchContent } from "./service_files.ts";

/** What a page's account needs besides its id and name. */
export const PageAccess = {
  access_token: Token,
  app_secret: AppSecret,
  verify_token: VerifyToken,
  /** `yes` once Meta has approved the permission Human Agent for the app. */
  human_agent: v.optional(v.picklist(["yes", "no", ""], "Must be yes or no"), "no"),
};

/** What the tag HUMAN_AGENT allows after the customer's last message. */
const HUMAN_MS = 7 * 24 * 3_600_000;

/** Fields of the request that say why the message may go; null where it may not. */
function permitOf(
  { heard_at_ms, by_person }: ShortMessage,
  has_human_agent: boolean,
  now_ms: number,
): Readonly<Record<string, string>> | null {
  if (isWindowOpen(heard_at_ms, now_ms)) return { messaging_type: "RESPONSE" };
  return by_person === true && has_human_agent && isWindowOpen(heard_at_ms, now_ms, HUMAN_MS)
    ? { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" }
    : null;
}

const CLOSED =
  "the customer's last message must be younger than 24 hours, or 7 days for a person's answer where Meta has allowed that";

/** What the Send API of one of the two services wants. */
export interface PageService {
  readonly name: "messenger" | "instagram";
  readonly label: string;
  readonly url: string;
  /** Fields of the request beside recipient and message, from those that say why it may go. */
  readonly permitFields: (permit: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  /** Says why a text has not the length that the service takes; null where it has. */
  readonly lengthFault: (body: string) => string | null;
}

export function pageChannel(
  access: ShortAccess,
  { access_token, human_agent }: { readonly access_token: string; readonly human_agent: string },
  { name, label, url, permitFields, lengthFault }: PageService,
): Channel<ShortMessage> {
  const permit = (message: ShortMessage) => permitOf(message, human_agent === "yes", access.clock());
  return httpChannel<ShortMessage>({
    name,
    label,
    idempotent: false,
    fault: (message) => lengthFault(message.body) ?? (permit(message) === null ? CLOSED : null),
    request: (message) => ({
      url: access.url ?? url,
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${access_token}` },
      body: JSON.stringify({
        recipient: { id: ownId(message.to) },
        ...permitFields(permit(message) ?? {}),
        message: { text: message.body, ...(name === "messenger" ? { metadata: OURS } : {}) },
      }),
    }),
    meaning: pageMeaning,
    words: (answer) => readAnswer(GraphError, answer)?.error.message,
    secrets: ({ to, body }) => [access_token, to, ownId(to), body],
  }, access);
}

const Sent = v.object({ message_id: v.string() });

/** https://developers.facebook.com/docs/messenger-platform/reference/send-api/error-codes */
function pageMeaning(answer: Answer): Meaning | null {
  if (answer.status === 200) return takenAs(readAnswer(Sent, answer)?.message_id, answer);
  return graphMeaning(answer, (code, subcode, says) => {
    // Outside the window.
    if (code === 10 && (subcode === 2018278 || subcode === 2534022 || subcode === 2018065)) {
      return { outcome: "rejected", says };
    }
    // "This person isn't available right now": they have blocked the page, or left.
    if (code === 551) return { outcome: "rejected", says, unsubscribed: true };
    return null;
  });
}

/** Returns the fields of which the page or the account tells the app. */
export async function subscribedFields(
  fetch: typeof globalThis.fetch,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const apps = v.safeParse(Apps, (await askJson(fetch, url, headers)).json);
  return apps.success ? apps.output.data.flatMap(({ subscribed_fields }) => subscribed_fields) : [];
}

const Apps = v.object({
  data: v.array(v.object({ subscribed_fields: v.optional(v.array(v.string()), []) })),
});

/** The address opens without a token; only Meta's own stores are asked. */
export async function fetchPageFile(
  fetch: typeof globalThis.fetch,
  _account: unknown,
  { ref }: IncomingFile,
): Promise<Fetched | null> {
  if (!URL.canParse(ref)) return null;
  return await fetchContent(
    fetch,
    ref,
    {},
    /^(?:lookaside\.(?:fbsbx|instagram)\.com|[\w-]+(?:\.[\w-]+)*\.(?:fbcdn\.net|cdninstagram\.com|fbsbx\.com))$/,
  );
}
