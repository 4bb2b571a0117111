/**
 * Returns the statements written beside an attempt in the same commit: counters, alerts to the shop, circuits of
 * channels.
 */
import { keyOf, languageOf } from "../../figures/counts.ts";
import { isOpen } from "../../messages/circuit.ts";
import { isReportedWithoutKey } from "../../messages/key_tag.ts";
import { keyText } from "../../messages/message.ts";
import { shortWayOf } from "../../messages/ways.ts";
import { bucketOf, SLOW_BUCKET } from "../../messages/latency_histogram.ts";
import { countSent, deleteCircuit, upsertCircuit } from "../../sql/channels.ts";
import { addToCounts } from "../../sql/figures.ts";
import { insertMailInstead, upsertMessages } from "../../sql/messages.ts";
import { insertProviderRef } from "../../sql/outcomes.ts";
import { countDay, type Counted, countSentMail } from "../../sql/stats.ts";
import { upsertSuppression } from "../../sql/suppressions.ts";
import { type AttemptResult, dayOf, limitedChannels, type SendContext, shopDayOf } from "./send_attempt.ts";
import { isCounted } from "../clock/read_figures.ts";
import { noticesOf } from "../desk/notices.ts";
import { messageHappened, tellPrograms } from "../programs/tell_programs.ts";
import { insertShopAlert } from "../shop_alert.ts";
import { sentInTrial } from "../trials/note_trial.ts";

export function attemptStatements(
  { ports: { db }, key, claimed, shop, now_ms }: SendContext,
  {
    outcome,
    circuits,
    answered_at_ms = now_ms,
    is_repeated,
    owed_instead,
    mail_instead,
    silenced_address,
    domain,
    locale,
  }: AttemptResult,
): readonly D1PreparedStatement[] {
  const { state, reason, due_at_ms, channel, provider_id } = outcome;
  const day = dayOf(now_ms);
  const shop_day = shopDayOf(shop, now_ms);
  const is_limited = channel !== null && limitedChannels(shop.settings, now_ms).includes(channel);
  // The outcome stays unknown and no attempt follows.
  const is_given_up = state === "unknown" && due_at_ms === null;
  const counted: readonly Counted[] = [
    ...(state === "failed" ? ["failed" as const] : []),
    ...(is_given_up ? ["unknown" as const] : []),
    ...(is_repeated ? ["repeated" as const] : []),
  ];
  const bucket = bucketOf(answered_at_ms - claimed.dated_at);
  const down = circuits.find((circuit) => isOpen(circuit, now_ms));
  return [
    // Told at the first attempt, whatever came of it: a chat is there when mail is not.
    ...noticesOf(db, shop, key, claimed.facts, now_ms),
    ...(isTold(outcome)
      ? tellPrograms(db, shop, [messageHappened(key, outcome.state, { reason, channel }, now_ms)], now_ms)
      : []),
    ...circuits.map((circuit) =>
      circuit.failures === 0
        ? deleteCircuit(db, shop.id, circuit.channel)
        : upsertCircuit(db, shop.id, circuit)
    ),
    ...(state === "sent" && provider_id !== null && channel !== null &&
        (shortWayOf(channel) !== undefined ||
          shop.settings.provider_reports && isReportedWithoutKey(channel, keyText(key)))
      ? [insertProviderRef(db, channel, provider_id, keyText(key), now_ms)]
      : []),
    ...(owed_instead === undefined ? [] : [upsertMessages(db, key.subject, [owed_instead], now_ms)]),
    ...(mail_instead === undefined ? [] : [insertMailInstead(db, mail_instead, now_ms)]),
    ...(silenced_address === undefined ? [] : [
      upsertSuppression(
        db,
        shop.id,
        { email: silenced_address, class: "all", reason: "unsubscribed", until: null },
        now_ms,
      ),
    ]),
    ...(state === "sent" && is_limited ? [countSent(db, shop.id, channel, day)] : []),
    ...(state === "sent" && isCounted(shop) ? [countSentMail(db, shop.id, shop_day, key.kind, bucket)] : []),
    ...(state === "sent" && shop.settings.figures && channel !== null && domain !== undefined
      ? [
        addToCounts(db, shop.id, shop_day, [{
          what: "handed",
          key: keyOf(channel, domain, key.kind, languageOf(locale), bucket > SLOW_BUCKET ? "slow" : "prompt"),
          count: 1,
        }]),
      ]
      : []),
    ...(state === "sent" ? sentInTrial(db, shop, key, locale, now_ms) : []),
    ...counted.map((what) => countDay(db, shop.id, shop_day, key.kind, what)),
    ...((state === "failed" || is_given_up) && key.kind !== "shop_alert"
      ? [insertShopAlert(db, shop, { topic: "mail_failed", detail: `${key.kind}: ${reason}` }, now_ms)]
      : []),
    ...(down === undefined || key.kind === "shop_alert" ? [] : [
      insertShopAlert(
        db,
        shop,
        { topic: "channel_down", detail: `${down.channel}: ${down.reason}` },
        now_ms,
        {
          about: `${down.channel}:${day}`,
        },
      ),
    ]),
  ];
}

/** Whether this is the end of it, so far as this attempt knows: not a message that is tried again. */
function isTold(
  outcome: AttemptResult["outcome"],
): outcome is AttemptResult["outcome"] & { readonly state: "sent" | "suppressed" | "failed" | "unknown" } {
  const { state, due_at_ms } = outcome;
  return state === "sent" ||
    due_at_ms === null && (state === "suppressed" || state === "failed" || state === "unknown");
}
