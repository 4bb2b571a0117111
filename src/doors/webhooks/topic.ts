/** Names what a webhook is about, and picks the headers by which it can be read again. */
import type { Webhook } from "../../sources/source.ts";
import type { Sender } from "./sender.ts";

/** Names under which senders state their topic in the body, the most telling first. */
const TOPIC_FIELDS = ["type", "event_type", "scope", "event", "RecordType", "topic", "action", "description"];
const TOPIC_MAX_CHARS = 128;
/** A body that is too large to be read is not parsed for its topic either. */
const PARSED_MAX_BYTES = 8_000_000;

/** Returns the topic; `unknown` where neither the header nor a body in JSON names one. */
export function topicOf(sender: Sender, { headers, body }: Webhook): string {
  const topic_header = "source" in sender ? sender.source.topic_header : undefined;
  if (topic_header !== undefined) return plain(headers.get(topic_header)) ?? "unknown";
  if (body.byteLength > PARSED_MAX_BYTES) return "unknown";
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(body));
  } catch {
    return "unknown"; // Not JSON: that is why it could not be read.
  }
  const first = Array.isArray(json) ? json[0] : json;
  if (typeof first !== "object" || first === null) return "unknown";
  const named = TOPIC_FIELDS.map((name) => plain((first as Readonly<Record<string, unknown>>)[name]));
  return named.find((topic) => topic !== undefined) ?? "unknown";
}

/** Accepts only what looks like a name: free text may hold a person's. */
function plain(value: unknown): string | undefined {
  return typeof value === "string" && /^[\w./:*-]+$/.test(value)
    ? value.slice(0, TOPIC_MAX_CHARS)
    : undefined;
}

export function headersOf(sender: Sender, { headers }: Webhook): Readonly<Record<string, string>> {
  // What the service of a way sends is read without a header.
  const { read_headers = [] } = "source" in sender
    ? sender.source
    : "provider" in sender
    ? sender.provider
    : {};
  return Object.fromEntries(read_headers.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  }));
}
