/**
 * Chooses the mails that are checked in a browser: each kind once, two kinds in every language, and the orders that
 * break layouts.
 */
import { isStandaloneKind } from "../../src/messages/message.ts";
import { LOCALES, type WrittenMail } from "./mail_set.ts";

const EVERY_LOCALE = new Set(["order_confirmation", "shipment_shipped"]);
const HARD_SAMPLES = new Set(["long_names", "right_to_left", "no_image", "guest", "forty_lines"]);
const HARD_NOTICES = new Set(["long_names", "right_to_left", "bare"]);
const HARD_KIND = "order_confirmation";
const USUAL_SAMPLES = new Set(["ten_lines", "usual"]);

export function chosenMails(mails: readonly WrittenMail[]): readonly WrittenMail[] {
  const kinds = [...new Set(mails.map(({ kind }) => kind))];
  return mails.filter(({ kind, locale, sample }) => {
    // The languages take turns, so that each is checked with many kinds.
    const own_locale = LOCALES[kinds.indexOf(kind) % LOCALES.length];
    if (USUAL_SAMPLES.has(sample)) return locale === own_locale || EVERY_LOCALE.has(kind);
    if (isStandaloneKind(kind)) return locale === LOCALES[0] && HARD_NOTICES.has(sample);
    return kind === HARD_KIND && locale === LOCALES[0] && HARD_SAMPLES.has(sample);
  });
}
