/**
 * Reads what a message of WhatsApp holds (words, files, and what can only be named) and fetches its files.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 */
import * as v from "valibot";
import type { IncomingFile } from "../messages/incoming.ts";
import { helpful } from "../sources/read/fields.ts";
import type { Fetched } from "./definition.ts";
import { GRAPH } from "./meta.ts";
import { askJson, fetchContent } from "./service_files.ts";

const Media = v.object({
  id: v.string(),
  mime_type: helpful(v.string()),
  filename: helpful(v.string()),
  caption: helpful(v.string()),
});
export const WHATSAPP_CONTENT = {
  text: helpful(v.object({ body: v.string() })),
  button: helpful(v.object({ text: v.string() })),
  interactive: helpful(v.object({
    button_reply: helpful(v.object({ title: v.string() })),
    list_reply: helpful(v.object({ title: v.string() })),
    nfm_reply: helpful(v.object({ body: helpful(v.string()) })),
  })),
  location: helpful(v.object({
    latitude: v.number(),
    longitude: v.number(),
    name: helpful(v.string()),
    address: helpful(v.string()),
  })),
  contacts: helpful(v.array(v.object({
    name: helpful(v.object({ formatted_name: helpful(v.string()) })),
    phones: helpful(v.array(v.object({ phone: helpful(v.string()) }))),
    emails: helpful(v.array(v.object({ email: helpful(v.string()) }))),
  }))),
  order: helpful(v.object({ text: helpful(v.string()) })),
  image: helpful(Media),
  document: helpful(Media),
  audio: helpful(Media),
  video: helpful(Media),
  sticker: helpful(Media),
};
const Content = v.object(WHATSAPP_CONTENT);
type Content = v.InferOutput<typeof Content>;

/** Names a kind of message of which nothing comes. */
export function nameOfKind(type: string): string {
  return type === "unsupported" || !/^[a-z_]{3,30}$/.test(type)
    ? "a message that WhatsApp does not hand on"
    : type.replaceAll("_", " ");
}

export function whatsappWords(
  { text, button, interactive, location, contacts, order, image, document, video }: Content,
): string {
  const place = location === undefined
    ? []
    : [location.name, location.address, `${location.latitude}, ${location.longitude}`];
  const people = (contacts ?? []).flatMap(({ name, phones, emails }) => [
    name?.formatted_name,
    ...(phones ?? []).map(({ phone }) => phone),
    ...(emails ?? []).map(({ email }) => email),
  ]);
  return text?.body ?? button?.text ?? interactive?.button_reply?.title ?? interactive?.list_reply?.title ??
    interactive?.nfm_reply?.body ?? image?.caption ?? document?.caption ?? video?.caption ?? order?.text ??
    [...place, ...people].filter((part) => part !== undefined && part !== "").join(", ");
}

export function whatsappFiles(
  { image, document, audio, video, sticker }: Content,
): readonly IncomingFile[] {
  const kinds = [[image, "picture"], [document, "file"], [audio, "voice message"], [video, "video"], [
    sticker,
    "picture",
  ]] as const;
  return kinds.flatMap(([media, name]) =>
    media === undefined ? [] : [{ ref: media.id, name: media.filename ?? name, type: media.mime_type ?? "" }]
  );
}

const MediaAnswer = v.object({ url: v.string() });

/** The address of a file lives for five minutes, and opens with the token alone. */
export async function fetchWhatsAppFile(
  fetch: typeof globalThis.fetch,
  { access_token, phone_number_id }: { readonly access_token: string; readonly phone_number_id: string },
  { ref }: IncomingFile,
): Promise<Fetched | null> {
  if (!/^\w{1,100}$/.test(ref)) return null;
  const headers = { Authorization: `Bearer ${access_token}` };
  const { json } = await askJson(fetch, `${GRAPH}/${ref}?phone_number_id=${phone_number_id}`, headers);
  const found = v.safeParse(MediaAnswer, json);
  return found.success
    ? await fetchContent(
      fetch,
      found.output.url,
      headers,
      /^(?:lookaside\.fbsbx\.com|[\w-]+(?:\.[\w-]+)*\.fbcdn\.net)$/,
    )
    : null;
}
