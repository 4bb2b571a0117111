/**
 * Reads what a message of Telegram holds: words, files, and what can only be named. It decides nothing about the chat.
 * https://core.telegram.org/bots/api#message
 */
import * as v from "valibot";
import { type IncomingFile, namedOnly } from "../messages/incoming.ts";
import { helpful } from "../sources/read/fields.ts";

const File = v.object({
  file_id: v.string(),
  file_name: helpful(v.string()),
  mime_type: helpful(v.string()),
});
const Place = v.object({ latitude: v.number(), longitude: v.number() });
/** Content that a bot is told of and not given: it is named, so that nobody thinks that nothing came. */
const NAMED = {
  poll: "poll",
  dice: "dice",
  game: "game",
  story: "story",
  invoice: "invoice",
  checklist: "checklist",
  paid_media: "paid media",
  giveaway: "giveaway",
} as const;

export const TELEGRAM_CONTENT = {
  text: helpful(v.string()),
  caption: helpful(v.string()),
  photo: helpful(v.array(File)),
  document: helpful(File),
  voice: helpful(File),
  audio: helpful(File),
  video: helpful(File),
  video_note: helpful(File),
  sticker: helpful(v.object({ emoji: helpful(v.string()) })),
  location: helpful(Place),
  venue: helpful(v.object({ title: helpful(v.string()), address: helpful(v.string()) })),
  contact: helpful(v.object({
    phone_number: helpful(v.string()),
    first_name: helpful(v.string()),
    last_name: helpful(v.string()),
  })),
  poll: v.optional(v.unknown()),
  dice: v.optional(v.unknown()),
  game: v.optional(v.unknown()),
  story: v.optional(v.unknown()),
  invoice: v.optional(v.unknown()),
  checklist: v.optional(v.unknown()),
  paid_media: v.optional(v.unknown()),
  giveaway: v.optional(v.unknown()),
};
const Content = v.object(TELEGRAM_CONTENT);
type Content = v.InferOutput<typeof Content>;

export function telegramWords({ text, caption, sticker, location, venue, contact }: Content): string {
  const place = [
    venue?.title,
    venue?.address,
    location === undefined ? undefined : `${location.latitude}, ${location.longitude}`,
  ];
  const person = [[contact?.first_name, contact?.last_name].filter(isGiven).join(" "), contact?.phone_number];
  return text ?? caption ?? sticker?.emoji ?? [...place, ...person].filter(isGiven).join(", ");
}

function isGiven(part: string | undefined): part is string {
  return part !== undefined && part !== "";
}

export function telegramFiles(content: Content): readonly IncomingFile[] {
  const { photo, document, voice, audio, video, video_note, sticker } = content;
  // A picture comes in several sizes, the largest last.
  const largest = photo?.at(-1);
  const kinds = [
    [largest, "picture", "image/jpeg"],
    [document, "file", ""],
    [voice, "voice message", "audio/ogg"],
    [audio, "sound", "audio/mpeg"],
    [video, "video", "video/mp4"],
    [video_note, "video", "video/mp4"],
  ] as const;
  const names = Object.entries(NAMED).filter(([key]) => content[key as keyof typeof NAMED] !== undefined);
  return [
    ...kinds.flatMap(([file, name, type]) =>
      file === undefined
        ? []
        : [{ ref: file.file_id, name: file.file_name ?? name, type: file.mime_type ?? type }]
    ),
    ...names.map(([, name]) => namedOnly(name)),
    ...(sticker !== undefined && sticker.emoji === undefined ? [namedOnly("sticker")] : []),
  ];
}
