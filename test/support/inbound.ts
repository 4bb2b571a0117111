/** The mails of `test/fixtures/inbound`, read as the door will read them. */
import { classifyInbound } from "../../src/conversations/inbound.ts";
import type { DeliveryReport, Inbound } from "../../src/conversations/inbound_meaning.ts";
import type { InboundMail } from "../../src/conversations/inbound_mail.ts";
import { parseInbound } from "../../src/mail/mime/parse.ts";

const RAW = import.meta.glob("../fixtures/inbound/*.eml", {
  query: "?raw",
  import: "default",
  eager: true,
}) as Record<
  string,
  string
>;

/** Name (without folder and `.eml`) → what was sent. */
export const INBOUND_FIXTURES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(RAW).map(([path, raw]) => [path.replace(/^.*\//, "").replace(/\.eml$/, ""), raw]),
);

export async function readMail(raw: string | Uint8Array): Promise<InboundMail> {
  const parsed = await parseInbound(typeof raw === "string" ? new TextEncoder().encode(raw) : raw);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
}

export async function fixtureMail(name: string): Promise<InboundMail> {
  const raw = INBOUND_FIXTURES[name];
  if (raw === undefined) throw new Error(`There is no fixture ${name}`);
  return await readMail(raw);
}

export async function classified(name: string): Promise<Inbound> {
  return classifyInbound(await fixtureMail(name));
}

/** The reports of a fixture that is a bounce. */
export async function reportsOf(name: string): Promise<readonly DeliveryReport[]> {
  const inbound = await classified(name);
  if (inbound.type !== "bounce") throw new Error(`${name} is ${inbound.type}`);
  return inbound.reports;
}

/** A person's own mail with `changes`, and with `headers` beside its sender. */
export function personalMail(
  changes: Partial<InboundMail> = {},
  headers: Readonly<Record<string, string>> = {},
): InboundMail {
  return {
    envelope_from: "clara@hoff.example",
    subject: "Re: Your order #1001",
    text: "Does it come in green?",
    html: "",
    parts: [],
    headers: Object.entries({ from: "Clara Hoff <clara@hoff.example>", ...headers })
      .map(([name, value]) => ({ name, value })),
    ...changes,
  };
}
