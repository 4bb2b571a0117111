/** Mails that come in: written as mail programs write them, signed as providers sign, handed to the Worker. */
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import worker from "../../src/index.ts";
import { rsaSigner, signed, type Signer } from "./dkim_signing.ts";

let signer: Promise<Signer> | undefined;

/** Answers DNS over HTTPS with the key of every domain below `lovelace.example` and `okada.example`; no other domain signs. */
export async function dnsOfSenders(): Promise<void> {
  signer ??= rsaSigner();
  const { record } = await signer;
  vi.spyOn(globalThis, "fetch").mockImplementation((input) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    if (url.hostname !== "cloudflare-dns.com") throw new Error(`The tests ask nobody: ${url.hostname}`);
    const name = url.searchParams.get("name") ?? "";
    const known = /^k1\._domainkey\.(?:lovelace|okada|kontor)\.example$/.test(name);
    return Promise.resolve(Response.json(
      known ? { Status: 0, Answer: [{ type: 16, data: `"${record}"` }] } : { Status: 3 },
    ));
  });
}

export interface Incoming {
  readonly from: string;
  readonly to: string;
  readonly subject?: string;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body with its own Content-Type, in place of `text`. */
  readonly body?: string;
}

export function written(
  { from, to, subject = "Hello", text = "Hello", headers = {}, body }: Incoming,
): string {
  const own = body === undefined
    ? `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${
      text.replace(/\r?\n/g, "\r\n")
    }\r\n`
    : body.replace(/\r?\n/g, "\r\n");
  return [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    "Date: Sun, 22 Nov 2026 12:30:00 +0000",
    ...Object.entries({ "Message-ID": `<${crypto.randomUUID()}@lovelace.example>`, ...headers }).map((
      [name, value],
    ) => `${name}: ${value}`),
    "MIME-Version: 1.0",
    own,
  ].join("\r\n");
}

/** The mail with the signature of the domain in its From. */
export async function proven(mail: Incoming): Promise<string> {
  const domain = /@([\w.-]+)/.exec(mail.from)![1]!;
  return await signed(written(mail), await signer!, { domain, selector: "k1", form: "relaxed" });
}

/** Hands the mail to the Worker; returns with what it was refused, if it was. */
export async function receive(raw: string | Uint8Array, to: string, from = "someone@lovelace.example") {
  let rejected: string | null = null;
  const bytes = typeof raw === "string" ? new TextEncoder().encode(raw) : raw;
  await worker.email({
    from,
    to,
    headers: new Headers(),
    raw: new Response(bytes as Uint8Array<ArrayBuffer>).body!,
    rawSize: bytes.length,
    setReject: (reason: string) => void (rejected = reason),
  } as unknown as ForwardableEmailMessage, env);
  return rejected;
}
