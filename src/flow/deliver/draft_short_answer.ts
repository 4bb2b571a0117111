/** The draft of an answer that goes where the customer wrote, and the mail that goes where it cannot. */
import { keyText, type MessageKey, type ShortAnswerKind } from "../../messages/message.ts";
import { readShortAnswer } from "../../messages/short_answer.ts";
import type { ShortWay } from "../../messages/ways.ts";
import type { Claimed } from "../../sql/messages.ts";
import type { Draft } from "./draft.ts";
import type { HeardAt } from "./draft_short.ts";
import type { AttemptResult } from "./send_attempt.ts";

export function draftShortAnswer(
  key: MessageKey & { readonly kind: ShortAnswerKind },
  { facts }: Claimed,
  heardAt: HeardAt,
): { readonly draft: Draft<ShortWay>; readonly mail_instead: AttemptResult["mail_instead"] } {
  if (facts === null) throw new Error(`Cannot write ${key.kind} as the ledger must hold what it says`);
  const { to: { way, address }, words, by_person, mail } = readShortAnswer(facts);
  return {
    draft: {
      way,
      decision: { send: true },
      reader: address,
      against: null,
      facts_shown: () => null,
      // Where a mail can take its place, nobody waits longer than for news.
      replaces_mail: mail !== null,
      write: () =>
        Promise.resolve({
          content: {
            idempotency_key: keyText(key),
            to: address,
            body: words,
            heard_at_ms: heardAt(address),
            by_person,
          },
          copy: null,
        }),
    },
    mail_instead: mail === null
      ? undefined
      : { key: { subject: key.subject, kind: mail.kind, about: key.about }, facts: mail.facts },
  };
}
