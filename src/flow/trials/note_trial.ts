/** Notes which version of a mail an order was sent while two are tried, and that a link in it was followed. It writes nothing where none is tried. */
import type { MessageKey } from "../../messages/message.ts";
import type { RunningTrial } from "../../orders/running_trial.ts";
import { isTried } from "../../orders/trial.ts";
import { insertTrialOrder, markTrialClick } from "../../sql/trials.ts";
import type { Shop } from "../ports.ts";

type TrialShop = Pick<Shop, "id" | "settings">;

/** One row an order: its first mail of the kind counts. */
export function sentInTrial(
  db: D1Database,
  shop: TrialShop,
  { subject, kind }: MessageKey,
  locale: string | undefined,
  now_ms: number,
): readonly D1PreparedStatement[] {
  const counted = trialsOf(shop, kind).filter(({ counts_from, texts }) =>
    now_ms >= counts_from && (texts === undefined || isIn(Object.keys(texts), locale))
  );
  return counted.map((trial) =>
    insertTrialOrder(db, shop.id, {
      trial: trial.id,
      order_id: subject,
      tried: isTried(trial, subject),
      sent_at: now_ms,
    })
  );
}

export function clickedInTrial(
  db: D1Database,
  shop: TrialShop,
  { subject, kind }: MessageKey,
  at_ms: number,
): readonly D1PreparedStatement[] {
  return trialsOf(shop, kind).map(({ id }) =>
    markTrialClick(db, shop.id, { trial: id, order_id: subject }, at_ms)
  );
}

/** A mail in a language whose text is as usual is the same in both versions. */
function isIn(tags: readonly string[], locale: string | undefined): boolean {
  return locale !== undefined && (tags.includes(locale) || tags.includes(locale.split("-")[0]!));
}

function trialsOf({ settings }: TrialShop, kind: string): readonly RunningTrial[] {
  return (settings.trials ?? []).filter((trial) => trial.kind === kind);
}
