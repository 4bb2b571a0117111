/** Defines the mails that a shop's own programs hand over: by a template with data, or with their own content. */
import * as v from "valibot";
import { Count, HttpUrl, Minutes, Name, Text } from "./facts.ts";
import { Currency, Day } from "../../values/schemas.ts";
import type { StandaloneDefinition } from "./definition.ts";

export const CODE_TEMPLATES = ["verification_code", "two_factor_code"] as const;
export const MAIL_TEMPLATES = ["password_reset", "activation", "invoice"] as const;
export const NOTICE_TEMPLATES = ["reminder", "statement", "notification"] as const;

/** A file, small enough to lie in the ledger with the mail until it has left. */
const File = v.object({ name: Name, type: Name, base64: v.string() });

/** Content of the program's own. */
const Own = v.object({
  subject: Name,
  /** A whole document that leaves as it is; without it, the text or the fragment stands in the shop's own layout. */
  html: v.optional(v.string()),
  /** HTML made from Markdown. */
  fragment: v.optional(v.string()),
  text: v.string(),
});

const Parts = {
  own: v.optional(Own),
  files: v.optional(v.array(File)),
};

export const PROGRAM = {
  sent_code: {
    name: "Code of a program",
    class: "essential",
    lane: "urgent",
    may_come_twice: true,
    true_until: "its_time",
    section: "sendcode",
    // The code lies sealed in the ledger and is opened as the mail is written.
    facts: v.object({ template: v.picklist(CODE_TEMPLATES), code: Name, minutes: Minutes }),
    sent_when:
      "a program hands over a code to type (`POST send`): the request itself sends it, before all that waits",
    not_when: "the code has expired; kept in no archive",
    to: "whom the program names",
    leaves_no_copy: true,
  },
  sent_mail: {
    name: "Mail of a program",
    class: "essential",
    lane: "urgent",
    may_come_twice: true,
    true_until: "its_time",
    section: "sendmail",
    facts: v.object({
      ...Parts,
      template: v.optional(v.picklist(MAIL_TEMPLATES)),
      url: v.optional(HttpUrl),
      minutes: v.optional(Minutes),
      number: v.optional(Name),
      total: v.optional(v.object({ amount_minor: Count, currency: Currency })),
      due: v.optional(Day),
    }),
    sent_when:
      "a program hands over a mail that somebody waits for (`POST send`): password, activation, invoice, its own",
    not_when: "its time is over, or it was cancelled",
    to: "whom the program names",
  },
  sent_notice: {
    name: "Notice of a program",
    class: "essential",
    lane: "bulk",
    may_come_twice: false,
    true_until: "its_time",
    section: "sendnote",
    facts: v.object({
      ...Parts,
      template: v.optional(v.picklist(NOTICE_TEMPLATES)),
      title: v.optional(Name),
      words: v.optional(Text),
      period: v.optional(Name),
      url: v.optional(HttpUrl),
      button: v.optional(Name),
    }),
    sent_when:
      "a program hands over a mail that can wait (`POST send`): reminder, statement, notification, its own",
    not_when: "its time is over, or it was cancelled",
    to: "whom the program names",
  },
} as const satisfies Readonly<Record<string, StandaloneDefinition>>;
