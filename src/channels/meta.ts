/**
 * What WhatsApp, Messenger and Instagram have in common: the signature of their webhooks, the question whether an
 * address is ours, the codes of the Graph API. https://developers.facebook.com/docs/graph-api/webhooks/getting-started
 */
import * as v from "valibot";
import { err, ok, type Result } from "../result.ts";
import type { SignatureRefusal, Webhook } from "../sources/source.ts";
import { bytesFromHex, hmacMatches, sameText } from "../sources/verify/signature.ts";
import { type Answer, type Meaning, readAnswer } from "./http_channel.ts";

/** Version of the Graph API; Meta serves each for at least two years. */
export const GRAPH_VERSION = "v24.0";
export const GRAPH = `https://graph.facebook.com/${GRAPH_VERSION}`;

/** Milliseconds after a customer's message in which a shop may answer freely. */
export const WINDOW_MS = 24 * 3_600_000;

export const GraphId = v.pipe(v.string(), v.trim(), v.regex(/^\d{5,30}$/, "Must be an id of 5 to 30 digits"));
export const Token = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[\w|.-]{20,1000}$/, "Must be an access token of the Graph API"),
);
export const AppSecret = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[0-9a-f]{32}$/, "Must be the app secret, 32 hexadecimal digits"),
);
export const VerifyToken = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[\w-]{16,256}$/, "Must be of 16 to 256 letters, digits, _ and -"),
);

/** Checks `X-Hub-Signature-256`: `sha256=` and the HMAC of the body under the app's secret, in hexadecimal. */
export async function verifyMeta(
  { headers, body }: Webhook,
  { app_secret }: { readonly app_secret: string },
): Promise<Result<null, SignatureRefusal>> {
  const given = /^sha256=([0-9a-fA-F]{64})$/.exec(headers.get("X-Hub-Signature-256") ?? "")?.[1];
  const signature = given === undefined ? null : bytesFromHex(given);
  const matches = signature !== null && await hmacMatches({
    keys: [new TextEncoder().encode(app_secret)],
    signatures: [signature],
    signed: body,
  });
  if (matches) return ok(null);
  return err(
    "signature",
    "Cannot verify webhook as X-Hub-Signature-256 must be made with the app secret of this shop",
  );
}

/** Returns what Meta asks to be echoed where it knows the token that was set in its screens; null otherwise. */
export function challengeOf(
  query: URLSearchParams,
  { verify_token }: { readonly verify_token: string },
): string | null {
  const challenge = query.get("hub.challenge") ?? "";
  const is_known = query.get("hub.mode") === "subscribe" &&
    sameText(query.get("hub.verify_token") ?? "", verify_token);
  // Digits alone: the answer is shown by whatever asks, and must never be markup.
  return is_known && /^\w{1,100}$/.test(challenge) ? challenge : null;
}

export const GraphError = v.object({
  error: v.object({
    message: v.optional(v.string()),
    code: v.number(),
    error_subcode: v.optional(v.number()),
  }),
});

/** Codes about the token, the app or the pace, and not about the message. https://developers.facebook.com/docs/graph-api/guides/error-handling */
const DEFERRED: Readonly<Record<number, string>> = {
  3: "the app lacks a permission",
  4: "too many requests",
  10: "the app lacks a permission",
  17: "too many requests",
  32: "too many requests",
  102: "the token is not accepted",
  190: "the token is not accepted",
  341: "too many requests",
  368: "the account is restricted for a time",
  613: "too many requests",
  1200: "a temporary fault",
  80006: "too many requests",
  80007: "too many requests",
};

/** `own`: codes of one service, which go before the common ones. Null leaves the answer to its status. */
export function graphMeaning(
  answer: Answer,
  own: (code: number, subcode: number | undefined, says: string) => Meaning | null,
): Meaning | null {
  const { status } = answer;
  const error = readAnswer(GraphError, answer)?.error;
  // Answers of 5xx follow a message that may have been taken.
  if (error === undefined || status >= 500 || status < 400) return null;
  const { code, error_subcode } = error;
  const says = `answered ${status} with code ${code}${
    error_subcode === undefined ? "" : `/${error_subcode}`
  }`;
  const meant = own(code, error_subcode, says);
  if (meant !== null) return meant;
  const obstacle = DEFERRED[code] ?? (code >= 200 && code <= 299 ? "the app lacks a permission" : undefined);
  return obstacle === undefined
    ? { outcome: "rejected", says }
    : { outcome: "deferred", says: `${says}, ${obstacle}` };
}

export function isWindowOpen(
  heard_at_ms: number | null | undefined,
  now_ms: number,
  window_ms = WINDOW_MS,
): boolean {
  return heard_at_ms !== null && heard_at_ms !== undefined && now_ms - heard_at_ms < window_ms;
}
