/** DNS over HTTPS, the JSON form of 1.1.1.1: one question, one answer. It judges nothing and keeps nothing. */
import * as v from "valibot";
import type { Answer, Question, RecordType } from "../domains/dns_answers.ts";

// https://developers.cloudflare.com/1.1.1.1/encryption/dns-over-https/make-api-requests/dns-json/
export const RESOLVER = "https://cloudflare-dns.com/dns-query";

export type Resolve = (question: Question) => Promise<Answer>;

const TIMEOUT_MS = 5_000;
const BODY_MAX_CHARS = 65_536;
const RECORDS_MAX = 50;
const TYPE_NUMBER: Readonly<Record<RecordType, number>> = { TXT: 16, MX: 15, CNAME: 5 };
const NOERROR = 0;
const NXDOMAIN = 3;

const Response = v.object({
  Status: v.number(),
  Answer: v.optional(v.array(v.object({ type: v.number(), data: v.string() }))),
});

/**
 * Returns a resolver over `fetch`; an outage is `failed` and never throws, since an incomplete check is better than
 * none.
 */
export function resolverOverHttps(fetch: typeof globalThis.fetch, resolver = RESOLVER): Resolve {
  return async ({ name, type }) => {
    const url = `${resolver}?${new URLSearchParams({ name, type })}`;
    let text: string;
    try {
      const response = await fetch(url, {
        headers: { accept: "application/dns-json" },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) return { status: "failed" };
      text = await response.text();
    } catch {
      return { status: "failed" };
    }
    return text.length > BODY_MAX_CHARS ? { status: "failed" } : answerIn(text, type);
  };
}

function answerIn(text: string, type: RecordType): Answer {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { status: "failed" };
  }
  const parsed = v.safeParse(Response, json);
  if (!parsed.success) return { status: "failed" };
  const { Status, Answer } = parsed.output;
  if (Status === NXDOMAIN) return { status: "absent" };
  if (Status !== NOERROR) return { status: "failed" };
  const values = (Answer ?? []).filter((record) => record.type === TYPE_NUMBER[type]).slice(0, RECORDS_MAX)
    .map(({ data }) => type === "TXT" ? joined(data) : data);
  return values.length === 0 ? { status: "absent" } : { status: "found", values };
}

/** A TXT record's strings are one text (RFC 7208, 3.3): `"v=spf1 " "-all"`. */
function joined(data: string): string {
  if (!data.startsWith('"')) return data;
  return [...data.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text!.replace(/\\(.)/g, "$1")).join("");
}
