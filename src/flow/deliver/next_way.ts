/** Says what goes by the next way in the place of a mail that a program handed over and that cannot leave. */
import * as v from "valibot";
import type { MessageKey } from "../../messages/message.ts";
import { sentShortKind } from "../../messages/short_answer.ts";
import { SHORT_WAYS } from "../../messages/ways.ts";
import type { Claimed } from "../../sql/messages.ts";
import { isSendKind } from "../../sql/sends.ts";
import type { AttemptResult } from "./send_attempt.ts";

const Next = v.object({
  instead: v.object({ kind: v.picklist(SHORT_WAYS.map(sentShortKind)), facts: v.unknown() }),
});

export function nextWay(
  { subject, kind, about }: MessageKey,
  { facts, valid_until }: Claimed,
): AttemptResult["mail_instead"] {
  if (!isSendKind(kind) || facts === null) return undefined;
  const read = v.safeParse(Next, JSON.parse(facts));
  if (!read.success) return undefined;
  const { instead } = read.output;
  return { key: { subject, kind: instead.kind, about }, facts: instead.facts, valid_until };
}
