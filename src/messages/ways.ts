/** The ways to a customer, and the channels of each, by name. `channels/table.ts` opens them; a new channel is its file there and its names here. Pure. */

/** The first way is where everything can be told; the others carry short messages. */
export const WAYS = {
  mail: ["capture", "cloudflare", "mailchannels", "ses", "resend", "postmark", "sendgrid"],
  sms: ["twilio_sms"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Way = keyof typeof WAYS;
/** What a customer may choose beside mail or instead of it. */
export type ShortWay = Exclude<Way, "mail">;
export type ChannelName<Of extends Way = Way> = (typeof WAYS)[Of][number];

export const SHORT_WAYS = (Object.keys(WAYS) as readonly Way[]).filter((way): way is ShortWay =>
  way !== "mail"
);
