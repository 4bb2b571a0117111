/** What a customer chose about mails: language, and the classes that need not come. Pure. */
import * as v from "valibot";
import type { MessageKind } from "../messages/message.ts";

/** Mails that the contract does not need, in the classes a customer switches on and off. All others always come. */
export const MAIL_CLASSES = {
  care: ["follow_up", "return_window_closing"],
  feedback: ["feedback_request"],
  stock: ["back_in_stock"],
} as const satisfies Readonly<Record<string, readonly MessageKind[]>>;
export type MailClass = keyof typeof MAIL_CLASSES;

export const MAIL_CLASS_NAMES = Object.keys(MAIL_CLASSES) as readonly MailClass[];

const Choices = v.object({
  /** BCP 47: before the order's and the shop's. */
  language: v.optional(v.string()),
  muted: v.optional(v.array(v.picklist(MAIL_CLASS_NAMES)), []),
});
export type Choices = v.InferOutput<typeof Choices>;

export const NO_CHOICES: Choices = { muted: [] };

export function readChoices(json: string | null | undefined): Choices {
  return json === null || json === undefined ? NO_CHOICES : v.parse(Choices, JSON.parse(json));
}

/** The class of `kind`; null for what a customer cannot switch off. */
export function classOf(kind: MessageKind): MailClass | null {
  return MAIL_CLASS_NAMES.find((name) => (MAIL_CLASSES[name] as readonly MessageKind[]).includes(kind)) ??
    null;
}

export function isMuted(choices: Choices, kind: MessageKind): boolean {
  const mail_class = classOf(kind);
  return mail_class !== null && choices.muted.includes(mail_class);
}
