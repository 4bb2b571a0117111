/** The draft of a short message that no order owes, and what goes in its place where it cannot. */
import { keyText, type MessageKey, type ShortAnswerKind } from "../../messages/message.ts";
import { readShortAnswer } from "../../messages/short_answer.ts";
import type { ShortWay } from "../../messages/ways.ts";
import type { Claimed } from "../../sql/messages.ts";
import { openCode, type SealPorts } from "../programs/sealed_code.ts";
import type { Draft } from "./draft.ts";
import type { HeardAt } from "./draft_short.ts";
import type { AttemptResult } from "./send_attempt.ts";

export function draftShortAnswer(
  ports: SealPorts,
  key: MessageKey & { readonly kind: ShortAnswerKind },
  { facts, valid_until }: Claimed,
  heardAt: HeardAt,
  now_ms: number,
): { readonly draft: Draft<ShortWay>; readonly mail_instead: AttemptResult["mail_instead"] } {
  if (facts === null) throw new Error(`Cannot write ${key.kind} as the ledger must hold what it says`);
  const { to: { way, address }, words, is_sealed = false, by_person, mail } = readShortAnswer(facts);
  return {
    draft: {
      way,
      decision: valid_until !== null && now_ms >= valid_until
        ? { send: false, against: "expired" }
        : { send: true },
      reader: address,
      against: null,
      facts_shown: () => null,
      // Where a mail can take its place, nobody waits longer than for news.
      replaces_mail: mail !== null,
      write: async () => ({
        content: {
          idempotency_key: keyText(key),
          to: address,
          body: is_sealed ? await openCode(ports, key, words) : words,
          heard_at_ms: heardAt(address),
          by_person,
        },
        copy: null,
      }),
    },
    mail_instead: mail === null
      ? undefined
      : { key: { subject: key.subject, kind: mail.kind, about: key.about }, facts: mail.facts, valid_until },
  };
}
