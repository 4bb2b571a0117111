/** What a program hands over to be sent: to whom, by a template with data or with content of its own, when and for how long. */
import * as v from "valibot";
import { CODE_TEMPLATES, MAIL_TEMPLATES, NOTICE_TEMPLATES } from "../../messages/kinds/program.ts";
import { WAYS } from "../../messages/ways.ts";
import { CONTENT_MAX, OWN_PREFIX, OwnHtml, SHORT_MAX } from "../../messages/own_template.ts";
import { inOneLine, withoutTurns } from "../../values/plain_text.ts";
import { Currency, Day, EmailAddress, HttpUrl, Id, Instant, PhoneNumber } from "../../values/schemas.ts";

/** Bytes of all files of a mail together, as they are; they lie in the ledger until the mail has left. */
export const FILES_MAX_BYTES = 1_000_000;
export const BATCH_MAX = 100;
const WAY_NAMES = Object.keys(WAYS) as readonly (keyof typeof WAYS)[];

const Line = v.pipe(
  v.string(),
  v.transform(withoutTurns),
  v.transform(inOneLine),
  v.trim(),
  v.minLength(1),
  v.maxLength(300),
);
const Words = v.pipe(v.string(), v.minLength(1), v.maxLength(10_000));
const Minutes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60));
const HoldsMinutes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_080));

const File = v.object({
  name: v.pipe(Line, v.maxLength(200), v.regex(/^[^/\\\p{Cc}]+$/u, "Must be a plain file name")),
  type: v.pipe(
    v.string(),
    v.regex(/^[a-z0-9][\w.+-]{0,60}\/[\w.+-]{1,80}$/i, "Must be a media type such as application/pdf"),
  ),
  base64: v.pipe(
    v.string(),
    v.regex(/^[A-Za-z0-9+/]+={0,2}$/, "Must be base64"),
    v.maxLength(FILES_MAX_BYTES * 2),
  ),
});

const ID_OF_SERVICE = v.pipe(v.string(), v.regex(/^\d{1,40}$/, "Must be the service's own id, in digits"));

/** By mail address or telephone number; `ways` needs the address of each. */
const Reader = v.pipe(
  v.object({
    email: v.optional(EmailAddress),
    /** In E.164, for `sms`, and for `whatsapp` where that has none of its own. */
    phone: v.optional(PhoneNumber),
    whatsapp: v.optional(PhoneNumber),
    telegram: v.optional(ID_OF_SERVICE),
    messenger: v.optional(ID_OF_SERVICE),
    instagram: v.optional(ID_OF_SERVICE),
    name: v.optional(Line),
    /** A BCP 47 tag; the shop's language where it is absent. */
    locale: v.optional(v.pipe(v.string(), v.maxLength(35))),
  }),
  v.check(({ email, phone }) => (email ?? phone) !== undefined, "Must have email or phone"),
);

/** Beside what is said. */
const Common = {
  /** Idempotency key: to one reader the same id is one mail. */
  id: v.optional(v.pipe(Id, v.maxLength(64))),
  to: Reader,
  /** By which ways it goes: the next where one fails, or is reported not to have arrived. */
  ways: v.optional(
    v.pipe(
      v.array(v.picklist(WAY_NAMES)),
      v.minLength(1),
      v.check((ways) => new Set(ways).size === ways.length, "Must name each way once"),
    ),
  ),
  /** What goes by the short ways; a built-in template has words of its own. */
  short: v.optional(
    v.pipe(v.string(), v.transform(withoutTurns), v.trim(), v.minLength(1), v.maxLength(SHORT_MAX)),
  ),
  /** When it is due; at once where it is absent, within 90 days. */
  at: v.optional(Instant),
  /** Until when it is true; what has not left by then does not. */
  expires_at: v.optional(Instant),
  tags: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.regex(/^[\w-]{1,40}$/, "Must be a word of up to 40 letters"))),
      v.maxLength(10),
    ),
  ),
};
const Files = { attachments: v.optional(v.pipe(v.array(File), v.maxLength(10))) };
/** A code is for now. */
const CommonNow = { id: Common.id, to: Common.to, ways: Common.ways, tags: Common.tags };

const Code = v.object({
  code: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{4,12}$/, "Must be 4 to 12 letters or digits")),
  minutes: v.optional(Minutes, 10),
});
const Linked = v.object({ url: HttpUrl, minutes: v.optional(HoldsMinutes) });
const Note = v.object({
  title: Line,
  text: Words,
  url: v.optional(HttpUrl),
  button: v.optional(v.pipe(Line, v.maxLength(60))),
});

/** By a template. */
const ByTemplate = v.variant("template", [
  v.object({ ...CommonNow, template: v.picklist(CODE_TEMPLATES), data: Code }),
  v.object({
    ...Common,
    ...Files,
    template: v.picklist(MAIL_TEMPLATES.filter((one) => one !== "invoice")),
    data: Linked,
  }),
  v.object({
    ...Common,
    ...Files,
    template: v.literal("invoice"),
    data: v.object({
      number: v.pipe(Line, v.maxLength(100)),
      url: v.optional(HttpUrl),
      amount_minor: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
      currency: v.optional(Currency),
      due: v.optional(Day),
    }),
  }),
  v.object({
    ...Common,
    ...Files,
    template: v.picklist(NOTICE_TEMPLATES.filter((one) => one !== "statement")),
    data: Note,
  }),
  v.object({
    ...Common,
    ...Files,
    template: v.literal("statement"),
    data: v.object({ period: v.pipe(Line, v.maxLength(100)), url: v.optional(HttpUrl) }),
  }),
]);

/** By a template of the shop's own, whose variables say what `data` must hold. */
const ByOwnTemplate = v.object({
  ...Common,
  ...Files,
  template: v.pipe(
    v.string(),
    v.regex(
      /^own:[a-z0-9][a-z0-9_-]{0,39}$/,
      "Must be own: with the name of one of the shop's own templates",
    ),
  ),
  data: v.optional(v.record(v.string(), v.unknown()), {}),
});

/** With its own content: one of `html`, `markdown` and `text`; `text` beside `html` is its text part. */
const WithContent = v.pipe(
  v.object({
    ...Common,
    ...Files,
    subject: Line,
    html: v.optional(OwnHtml),
    markdown: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(CONTENT_MAX))),
    text: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(CONTENT_MAX))),
    /** `later`: it can wait for daytime and for the pace of mailbox providers. */
    lane: v.optional(v.picklist(["now", "later"]), "now"),
  }),
  v.check(
    ({ html, markdown, text }) =>
      [html, markdown].filter((one) => one !== undefined).length < 2 &&
      (html ?? markdown ?? text) !== undefined,
    "Must have html, markdown or text",
  ),
);

/** As the OpenAPI document has it. */
export const AnySend = v.union([ByTemplate, ByOwnTemplate, WithContent]);
export type NewSend = v.InferOutput<typeof AnySend>;

/** One of the three, by what is given, so that a fault names its field. */
export const NewSend = v.lazy((given): v.GenericSchema<unknown, NewSend> => {
  if (typeof given !== "object" || given === null || !("template" in given)) return WithContent;
  return String(given.template).startsWith(OWN_PREFIX) ? ByOwnTemplate : ByTemplate;
});

export const NewSends = v.object({
  messages: v.pipe(v.array(NewSend), v.minLength(1), v.maxLength(BATCH_MAX)),
});
