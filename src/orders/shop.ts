/** What a shop has decided: the settings that its mails, links and promises obey. Stored as JSON, validated whenever read. */
import * as v from "valibot";
import { EmailAddress } from "./event.ts";

const Text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500));
const HttpUrl = v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//i));
const Colour = v.pipe(v.string(), v.regex(/^#[0-9a-fA-F]{6}$/, "Must be a colour such as #1f6f54"));
const Days = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3_650));

export const CHANNELS = ["capture", "cloudflare", "mailchannels"] as const;

export const ShopSettings = v.object({
  name: Text,
  url: v.optional(HttpUrl),
  /** Sender of every mail. */
  from: v.object({ name: v.optional(Text), email: EmailAddress }),
  support_email: EmailAddress,
  locale: v.optional(v.string(), "en"),
  /** IANA name: days and hours are told in it. */
  time_zone: v.optional(v.string(), "UTC"),
  brand: v.optional(
    v.object({
      logo_url: v.optional(HttpUrl),
      /** Buttons and marks; text on it is black or white, whichever reads better. */
      accent: v.optional(Colour, "#1f6f54"),
    }),
    {},
  ),
  /** Legal lines at the foot of every mail: company, address, register. */
  legal_lines: v.optional(v.pipe(v.array(Text), v.maxLength(8)), []),
  /** Ways out, in the order they are tried. */
  channels: v.optional(v.pipe(v.array(v.picklist(CHANNELS)), v.minLength(1)), ["cloudflare"]),
  returns: v.optional(v.object({ window_days: Days, url: v.optional(HttpUrl) })),
  /** Told when an order brings no date of its own: working days from the order to the door. */
  delivery: v.optional(v.object({ days_min: Days, days_max: Days })),
  /** How long a link in a mail opens its page. */
  link_days: v.optional(Days, 180),
  /** An order older than this when it first arrives is recorded and owes no mail: an import must not write to last year's customers. */
  mail_max_age_days: v.optional(Days, 7),
});
export type ShopSettings = v.InferOutput<typeof ShopSettings>;
