/** Cloudflare Email Sending through the `send_email` binding. It has no idempotency key, so an unclear outcome stays unknown. */
import type { Mail, Mailbox } from "../mail/mime/compose.ts";
import type { Channel, OutgoingMail } from "./channel.ts";
import { filesOf } from "./mail_parts.ts";
import type { Receipt } from "../messages/receipt.ts";
import { type ChannelDefinition, closed, MAIL, SEND_TIMEOUT_MS } from "./definition.ts";
import { ok } from "../result.ts";

// https://developers.cloudflare.com/email-service/platform/limits/ and .../reference/headers/. The local simulator checks
// none of them and its errors carry no code: without checks of our own, a mail that is too large would first fail in production.
const SUBJECT_MAX = 998;
const MESSAGE_MAX_BYTES = 5 * 1024 * 1024;
const HEADERS_MAX_BYTES = 16 * 1024;
const HEADER_NAME_MAX_BYTES = 100;
const HEADER_VALUE_MAX_BYTES = 2_048;
const LISTED_HEADERS_MAX = 20;

/** Headers that may be set besides `X-…`; the platform itself sets Message-ID, Date and Feedback-ID. */
const LISTED_HEADERS = new Set(
  `in-reply-to references auto-submitted precedence
  list-unsubscribe list-unsubscribe-post list-id list-archive list-help list-owner list-post list-subscribe
  content-language keywords comments importance priority sensitivity organization
  require-recipient-valid-since expires reply-by archived-at`.split(/\s+/),
);
const X_HEADER = /^x-[a-z0-9_-]+$/;

/**
 * Codes for a mail that was not accepted but may be later. A setup that the shop has not finished must not lose a
 * mail.
 */
const DEFERRED = new Set([
  "E_RATE_LIMIT_EXCEEDED",
  "E_DAILY_LIMIT_EXCEEDED",
  "E_SENDER_NOT_VERIFIED",
  "E_SENDER_DOMAIN_NOT_AVAILABLE",
  "E_RECIPIENT_NOT_ALLOWED",
]);
/** Codes that leave the outcome unknown: both can come after the recipient's server received the mail. */
const UNKNOWN = new Set(["E_INTERNAL_SERVER_ERROR", "E_DELIVERY_FAILED"]);

/** An earlier mail to this address bounced for good. */
const SUPPRESSED = "E_RECIPIENT_SUPPRESSED";

export function cloudflareChannel(binding: SendEmail, timeout_ms: number): Channel<OutgoingMail> {
  return {
    name: "cloudflare",
    idempotent: false,
    send: async (outgoing) => {
      const fault = faultOf(outgoing);
      if (fault !== null) return { outcome: "rejected", reason: `Cannot send by Cloudflare as ${fault}` };
      return await withinTime(ask(binding, outgoing.mail), timeout_ms);
    },
  };
}

/** The platform limit that the mail exceeds and by how much; null when it exceeds none. */
function faultOf({ mail, raw }: OutgoingMail): string | null {
  const headers = Object.entries(mail.headers ?? {});
  if (mail.subject.length > SUBJECT_MAX) {
    return `the subject must be <= ${SUBJECT_MAX} characters: it has ${mail.subject.length}`;
  }
  // The platform composes its own MIME message, which is about as large as `raw` (ASCII, every part encoded).
  if (raw.length > MESSAGE_MAX_BYTES) {
    return `the mail must be <= ${MESSAGE_MAX_BYTES} bytes: it has ${raw.length}`;
  }
  for (const [name, value] of headers) {
    const fault = headerFault(name, value);
    if (fault !== null) return fault;
  }
  const listed = headers.filter(([name]) => LISTED_HEADERS.has(name.toLowerCase())).length;
  if (listed > LISTED_HEADERS_MAX) {
    return `headers without X- must be <= ${LISTED_HEADERS_MAX}: there are ${listed}`;
  }
  const size = headers.reduce((sum, [name, value]) => sum + bytesOf(name) + bytesOf(value) + 4, 0);
  return size > HEADERS_MAX_BYTES
    ? `all headers must be <= ${HEADERS_MAX_BYTES} bytes: they have ${size}`
    : null;
}

function headerFault(name: string, value: string): string | null {
  if (bytesOf(name) > HEADER_NAME_MAX_BYTES) {
    return `a header's name must be <= ${HEADER_NAME_MAX_BYTES} bytes: one has ${bytesOf(name)}`;
  }
  const key = name.toLowerCase();
  if (!LISTED_HEADERS.has(key) && !X_HEADER.test(key)) {
    return `the header ${JSON.stringify(name)} is not allowed`;
  }
  if (value === "" || /[\r\n]/.test(value)) return `the header ${name} must be one line and not empty`;
  const size = bytesOf(value);
  return size > HEADER_VALUE_MAX_BYTES
    ? `the header ${name} must be <= ${HEADER_VALUE_MAX_BYTES} bytes: it has ${size}`
    : null;
}

async function ask(binding: SendEmail, mail: Mail): Promise<Receipt> {
  try {
    const answer: { readonly messageId?: unknown } | undefined = await binding.send(builderOf(mail));
    const provider_id = answer?.messageId;
    if (typeof provider_id === "string" && provider_id !== "") return { outcome: "accepted", provider_id };
    return { outcome: "unknown", reason: "Cloudflare answered without a message id" };
  } catch (error) {
    return refusalOf(error);
  }
}

function builderOf(mail: Mail): EmailMessageBuilder {
  const attachments = filesOf(mail).map((file) => ({ ...file, disposition: "attachment" as const }));
  return {
    from: addressOf(mail.from),
    to: addressOf(mail.to),
    ...(mail.copies !== undefined && { bcc: mail.copies.map(({ email }) => email) }),
    ...(mail.reply_to !== undefined && { replyTo: addressOf(mail.reply_to) }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: { ...mail.headers },
    ...(attachments.length > 0 && { attachments }),
  };
}

function addressOf({ name, email }: Mailbox): string | EmailAddress {
  return name ? { name, email } : email;
}

/** Reads the error's code only: its message quotes addresses and headers, and a reason is stored and shown. */
function refusalOf(error: unknown): Receipt {
  const code = codeOf(error);
  if (code === null) return { outcome: "unknown", reason: "Cloudflare failed without a code" };
  const reason = `Cloudflare answered ${code}`;
  if (DEFERRED.has(code)) return { outcome: "deferred", reason };
  if (code === SUPPRESSED) return { outcome: "rejected", reason, dead_address: true };
  return { outcome: UNKNOWN.has(code) ? "unknown" : "rejected", reason };
}

function codeOf(error: unknown): string | null {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
  return typeof code === "string" && /^E_[A-Z0-9_]{1,60}$/.test(code) ? code : null;
}

/**
 * The binding accepts no abort signal: a call that times out continues and the mail may still arrive, so its outcome
 * is unknown.
 */
async function withinTime(answer: Promise<Receipt>, timeout_ms: number): Promise<Receipt> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Receipt>((resolve) => {
    const reason = `Cloudflare did not answer within ${timeout_ms} ms`;
    timer = setTimeout(() => resolve({ outcome: "unknown", reason }), timeout_ms);
  });
  return await Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

export const CLOUDFLARE: ChannelDefinition<OutgoingMail> = {
  label: "Cloudflare Email",
  can: { ...MAIL, reports: "by_id" },
  settings: () => ({}),
  open: ({ email }) =>
    email === undefined
      ? closed("cloudflare", "the send_email binding EMAIL must be set")
      : ok(cloudflareChannel(email, SEND_TIMEOUT_MS)),
};
