/** The dev mailbox's channel: keeps every mail in R2. For development only: it never delivers a mail to anybody. */
import * as v from "valibot";
import type { Channel, OutgoingMail } from "./channel.ts";
import type { Mailbox } from "../mail/mime/compose.ts";
import type { Receipt } from "../messages/receipt.ts";
import { type ChannelDefinition, closed, MAIL } from "./definition.ts";
import { ok } from "../result.ts";

export interface CapturedMail {
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  /** The order number that the customer sees. */
  readonly order: string;
  /** When it was captured, ISO 8601 in UTC. */
  readonly at: string;
}

const PREFIX = "captured/";
const ID = /^\d{13}-[0-9a-f]{16}$/;
/**
 * Upper bound from which keys count down: R2 lists in lexicographic order, and the mailbox shows the newest mail
 * first.
 */
const LAST_MS = 9_999_999_999_999;
const PAGE_MAX = 1_000;
const PAGES_MAX = 10;

export function captureChannel(bucket: R2Bucket, clock: () => number): Channel<OutgoingMail> {
  // Not idempotent on purpose: a mail that is sent twice must appear twice in the mailbox.
  return { name: "capture", idempotent: false, send: (outgoing) => keep(bucket, outgoing, clock()) };
}

/** Keeps the mail once for its reader and once for each further recipient, as their mailboxes would. */
async function keep(bucket: R2Bucket, outgoing: OutgoingMail, now_ms: number): Promise<Receipt> {
  const { mail } = outgoing;
  const id = await idOf(outgoing, now_ms);
  try {
    await keepFor(bucket, id, outgoing, mail.to, now_ms);
    for (const copy of mail.copies ?? []) {
      await keepFor(bucket, await idOf(outgoing, now_ms), outgoing, copy, now_ms);
    }
  } catch {
    return { outcome: "unknown", reason: "R2 did not confirm that it keeps the mail" };
  }
  return { outcome: "accepted", provider_id: id };
}

async function keepFor(
  bucket: R2Bucket,
  id: string,
  outgoing: OutgoingMail,
  to: Mailbox,
  now_ms: number,
): Promise<void> {
  await bucket.put(PREFIX + id, outgoing.raw, {
    httpMetadata: { contentType: "message/rfc822" },
    customMetadata: metadataOf(outgoing, to, now_ms),
  });
}

/** Lists up to `limit` captured mails, newest first. Reads metadata by whole pages and never a mail's body. */
export async function listCaptured(bucket: R2Bucket, limit: number): Promise<readonly CapturedMail[]> {
  const found: CapturedMail[] = [];
  let cursor: string | undefined;
  // With metadata included, R2 may return a page shorter than its limit: only `truncated` says whether more follows.
  for (let page = 0; page < PAGES_MAX && found.length < limit; page++) {
    const listed = await bucket.list({
      prefix: PREFIX,
      include: ["customMetadata"],
      limit: Math.min(limit - found.length, PAGE_MAX),
      ...(cursor !== undefined && { cursor }),
    });
    found.push(...listed.objects.flatMap((object) => capturedFrom(object) ?? []));
    if (!listed.truncated) break;
    cursor = listed.cursor;
  }
  return found;
}

/**
 * Returns one captured mail with its MIME text; null for an unknown id. A malformed id also gives null and is never
 * sent to R2.
 */
export async function readCaptured(
  bucket: R2Bucket,
  id: string,
): Promise<{ readonly captured: CapturedMail; readonly raw: string } | null> {
  if (!ID.test(id)) return null;
  const object = await bucket.get(PREFIX + id);
  const captured = object === null ? null : capturedFrom(object);
  return object === null || captured === null ? null : { captured, raw: await object.text() };
}

/**
 * Deletes the captured mails to the addresses `emails`, and all captured mails about the given orders, to any
 * recipient.
 */
export async function forgetCaptured(
  bucket: R2Bucket,
  emails: readonly string[],
  numbers: readonly string[] = [],
): Promise<void> {
  const readers = new Set(emails.map((email) => email.toLowerCase()));
  const caught = (await listCaptured(bucket, PAGES_MAX * PAGE_MAX)).filter(({ to, order, subject }) =>
    readers.has(to.toLowerCase()) || numbers.includes(order) ||
    numbers.some((number) => subject.split(/[\s():,]+/).includes(number))
  );
  if (caught.length > 0) await bucket.delete(caught.map(({ id }) => PREFIX + id));
}

/** `<ms counted down>-<hash of the key><random tail>`: one mail's captures share the hash, and none overwrites another. */
async function idOf({ idempotency_key }: OutgoingMail, now_ms: number): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(idempotency_key));
  const tail = crypto.getRandomValues(new Uint8Array(4));
  const time = String(LAST_MS - Math.trunc(now_ms)).padStart(13, "0");
  return `${time}-${hex(new Uint8Array(digest, 0, 4))}${hex(tail)}`;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Percent-encodes each field, because R2's S3 API returns metadata as headers. R2 keeps 8,192 bytes of metadata per
 * object (https://developers.cloudflare.com/r2/platform/limits/), so each field has a size limit; the mail itself is
 * stored whole.
 */
function metadataOf(
  { kind, mail, order_number, raw }: OutgoingMail,
  to: Mailbox,
  now_ms: number,
): Record<string, string> {
  return {
    kind: encoded(kind, 200),
    to: encoded(to.email, 1_000),
    subject: encoded(mail.subject, 4_000),
    order: encoded(order_number, 600),
    at: encoded(new Date(now_ms).toISOString(), 60),
    message_id: encoded(messageIdOf(raw), 1_000),
  };
}

function messageIdOf(raw: string): string {
  const [head = ""] = raw.split("\r\n\r\n", 1);
  return /^message-id:\s*(\S+)/im.exec(head)?.[1] ?? "";
}

/** Encodes as much of `text` as fits into `size_max` bytes, and cuts only between characters. */
function encoded(text: string, size_max: number): string {
  let fitting = "";
  // A lone surrogate would make encodeURIComponent throw, and names come from outside.
  for (const character of text.toWellFormed()) {
    const next = encodeURIComponent(character);
    if (fitting.length + next.length > size_max) break;
    fitting += next;
  }
  return fitting;
}

const Decoded = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return decodeURIComponent(dataset.value);
    } catch {
      addIssue({ message: "Must be percent-encoded" });
      return NEVER;
    }
  }),
);

const Metadata = v.object({ kind: Decoded, to: Decoded, subject: Decoded, order: Decoded, at: Decoded });

/**
 * Reads a captured mail's metadata; null for an object that the capture channel did not write, since anything can be
 * stored under the prefix.
 */
function capturedFrom({ key, customMetadata }: R2Object): CapturedMail | null {
  const id = key.slice(PREFIX.length);
  const read = v.safeParse(Metadata, customMetadata);
  return ID.test(id) && read.success ? { id, ...read.output } : null;
}

export const CAPTURE: ChannelDefinition<OutgoingMail> = {
  label: "Dev mailbox",
  can: { ...MAIL, inbound: false, reports: "none" },
  settings: () => ({}),
  open: ({ development, bucket, clock }) => {
    // This channel answers "accepted" and delivers to nobody: in production it would lose every mail without an
    // error.
    if (!development) return closed("capture", "ENVIRONMENT must be development");
    if (bucket === undefined) return closed("capture", "the R2 binding MAIL must be set");
    return ok(captureChannel(bucket, clock));
  },
};
