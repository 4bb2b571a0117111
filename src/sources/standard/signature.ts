/**
 * Verifies the signature of Standard Webhooks, which several senders use, each with its own form of key.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
import { err, ok, type Result } from "../../result.ts";
import { ed25519Matches } from "../verify/ed25519.ts";
import { bytesFromBase64, hmacMatches, isRecent, textAndBody } from "../verify/signature.ts";
import type { SignatureRefusal, Webhook } from "../source.ts";

/**
 * Excludes the full stop from ids: id, time and body are signed as one text joined by full stops, so an id with one
 * could shift the borders and give a captured signature another time.
 */
const MESSAGE_ID = /^[^\s./\p{Cc}]{1,128}$/u;
const UNIX_SECONDS = /^\d{1,12}$/;

/**
 * Checks that one of the keys signed the webhook, `v1` with an HMAC or `v1a` with ed25519, at most five minutes from
 * its arrival.
 */
export async function verifyStandardWebhook(
  { headers, body, received_at_ms }: Webhook,
  { hmac_keys, public_keys = [] }: {
    readonly hmac_keys: readonly Uint8Array[];
    readonly public_keys?: readonly Uint8Array[];
  },
): Promise<Result<null, SignatureRefusal>> {
  const id = headers.get("webhook-id") ?? "";
  const timestamp = headers.get("webhook-timestamp") ?? "";
  if (!MESSAGE_ID.test(id)) return refuse("webhook-id must be given, without a full stop");
  if (!UNIX_SECONDS.test(timestamp)) return refuse("webhook-timestamp must be given in Unix seconds");
  const recent = isRecent(Number(timestamp), received_at_ms);
  if (!recent.ok) return recent;
  const signatures = headers.get("webhook-signature") ?? "";
  const signed = textAndBody(`${id}.${timestamp}.`, body);
  const matches =
    await hmacMatches({ keys: hmac_keys, signatures: signaturesOf(signatures, "v1"), signed }) ||
    await ed25519Matches({ keys: public_keys, signatures: signaturesOf(signatures, "v1a"), signed });
  return matches
    ? ok(null)
    : refuse("webhook-signature must hold a v1 or v1a signature made with a secret of this shop");
}

/** Returns the signatures of `version` from the header's list: `v1,<base64> v1,<base64> v1a,<base64>`. */
function signaturesOf(header: string, version: string): readonly Uint8Array[] {
  return header.split(" ")
    .filter((entry) => entry.startsWith(`${version},`))
    .map((entry) => bytesFromBase64(entry.slice(version.length + 1)))
    .filter((signature) => signature !== null);
}

function refuse(rule: string): Result<never, SignatureRefusal> {
  return err("signature", `Cannot verify webhook as ${rule}`);
}
