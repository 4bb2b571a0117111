/** Every mail provider as it signs a report of what a test gives it, so that one table holds all of them to the same rules at the door. */
import type { PROVIDERS } from "../../src/providers/table.ts";
import { derSignature, encode, hmacHex, notification, snsEnvelope, TOPIC } from "./providers.ts";
import type { Sender } from "./senders.ts";
import { signStandard } from "./signing.ts";

export type ReporterName = keyof typeof PROVIDERS;

const ACCOUNT = "linden7";
const PASSWORD = "waybill:a-password-for-tests";

/** `keys` are what the shop keeps under each name; `mailchannels_key` is what MailChannels hands out. */
export interface Reporters {
  readonly senders: Readonly<Record<ReporterName, Sender>>;
  readonly keys: Readonly<Record<ReporterName, readonly string[]>>;
  readonly mailchannels_key: string;
}

let reports = 0;

function nextToken(): string {
  reports += 1;
  return String(reports).padStart(50, "a");
}

export async function allReporters(secret: string): Promise<Reporters> {
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const sendgrid = await crypto.subtle.generateKey(curve, true, ["sign", "verify"]) as CryptoKeyPair;
  const mailchannels = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]) as CryptoKeyPair;
  const spki = async ({ publicKey }: CryptoKeyPair) =>
    new Uint8Array(await crypto.subtle.exportKey("spki", publicKey) as ArrayBuffer).toBase64();
  return {
    keys: {
      mailchannels: [ACCOUNT],
      mailgun: [secret],
      postmark: [PASSWORD],
      resend: [secret],
      sendgrid: [await spki(sendgrid)],
      ses: [TOPIC],
    },
    mailchannels_key: await spki(mailchannels),
    senders: {
      postmark: { sign: () => Promise.resolve({ headers: { authorization: `Basic ${btoa(PASSWORD)}` } }) },
      resend: {
        sign: async (body, secret, at_ms) => {
          const signed = await signStandard(secret, nextToken(), at_ms / 1_000, body);
          const headers = Object.entries(signed).map(([name, value]) => [
            name.replace(/^webhook-/, "svix-"),
            value,
          ]);
          return { headers: Object.fromEntries(headers) };
        },
      },
      sendgrid: {
        sign: async (body, _secret, at_ms) => {
          const at_s = String(at_ms / 1_000);
          const algorithm = { name: "ECDSA", hash: "SHA-256" };
          const raw = await crypto.subtle.sign(algorithm, sendgrid.privateKey, encode(`${at_s}${body}`));
          return {
            headers: {
              "x-twilio-email-event-webhook-timestamp": at_s,
              "x-twilio-email-event-webhook-signature": derSignature(new Uint8Array(raw)).toBase64(),
            },
          };
        },
      },
      // It signs time and token inside the body, so whatever else the body holds is signed with it.
      mailgun: {
        sign: async (body, secret, at_ms) => {
          const [timestamp, token] = [String(at_ms / 1_000), nextToken()];
          const signature = { timestamp, token, signature: await hmacHex(secret, `${timestamp}${token}`) };
          return { headers: {}, body: withField(body, "signature", signature) };
        },
      },
      // It signs what it wraps the report in.
      ses: {
        sign: async (body, _secret, at_ms) => {
          const wrapped = { ...notification(body), Timestamp: new Date(at_ms).toISOString() };
          return { headers: {}, body: JSON.stringify(await snsEnvelope(wrapped)) };
        },
      },
      // Its keys are those of all of its customers: each report must name the account.
      mailchannels: {
        sign: async (given, _secret, at_ms) => {
          const body = withField(given, "customer_handle", ACCOUNT);
          const parameters = `("content-digest");created=${at_ms / 1_000};alg="ed25519";keyid="mckey"`;
          const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", encode(body))).toBase64();
          const digest = `sha-256=:${hash}:`;
          const base = `"content-digest": ${digest}\n"@signature-params": ${parameters}`;
          const signature = new Uint8Array(
            await crypto.subtle.sign("Ed25519", mailchannels.privateKey, encode(base)),
          );
          return {
            headers: {
              "content-digest": digest,
              "signature-input": `sig=${parameters}`,
              signature: `sig=:${signature.toBase64()}:`,
            },
            body,
          };
        },
      },
    },
  };
}

/** `body` with the field in its object, or in each object of its list. What is neither stays, and is not verified. */
function withField(body: string, name: string, value: unknown): string {
  if (body === "") return body;
  const json: unknown = JSON.parse(body);
  const given = (one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one) ? { ...one, [name]: value } : one;
  return JSON.stringify(Array.isArray(json) ? json.map(given) : given(json));
}
