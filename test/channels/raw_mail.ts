/** A finished message as a provider has it that takes one. */
import PostalMime from "postal-mime";
import type { Reached } from "./conformance.ts";

export async function readRaw(raw: string): Promise<Reached> {
  const { headers, attachments } = await PostalMime.parse(raw);
  return {
    headers: Object.fromEntries(headers.map(({ key, value }) => [key, value.replace(/\s+/g, " ")])),
    files: attachments.map(({ filename, mimeType, content }) => ({
      filename: filename!,
      type: mimeType,
      content: new Uint8Array(content as ArrayBuffer),
    })),
  };
}
