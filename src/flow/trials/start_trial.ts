/** Starts a trial of another text or another day of a kind of mail, where the shop's own volume would show a difference. */
import type { DayCounts } from "../../figures/counts.ts";
import { type Difference } from "../../figures/trials.ts";
import { addDays } from "../../figures/series.ts";
import { localTime } from "../../orders/quiet_hours.ts";
import { DAY_MS } from "../../orders/days.ts";
import { stateOf } from "../../orders/mail_settings.ts";
import { isTimed, TIMED } from "../../orders/trial.ts";
import type { OrderKind } from "../../messages/message.ts";
import { err, ok, type Result } from "../../result.ts";
import { readFigureDays, selectFigures } from "../../sql/figures.ts";
import { insertTrial, selectRunningTrials, type TrialRow } from "../../sql/trials.ts";
import type { Fault } from "../../values/fault.ts";
import type { Shop } from "../ports.ts";
import { changeSettings, type SettingsPorts } from "../settings/change_settings.ts";
import { type Outlook, OUTLOOK_DAYS, outlookOf, soonest, type TrialPlan } from "./read_trials.ts";
import { keepRunning } from "./running.ts";
import { textsTried } from "./tried_texts.ts";

export interface TrialPorts extends SettingsPorts {
  readonly db: D1Database;
}

export interface NewTrial {
  /** Of the form: the same id is one trial. */
  readonly id: string;
  readonly kind: OrderKind;
  /** Texts of the tried version that differ, by language and name. */
  readonly texts?: TrialPlan["texts"];
  /** Days of the tried version: as many as the setting has. */
  readonly days?: TrialPlan["days"];
  readonly difference: Difference;
  /** By the name that colleagues see. */
  readonly person: string;
}

/** Days within which a difference must show, and after which a trial ends in any case. */
export const TRIAL_DAYS_MAX = 120;
const TRIAL_DAYS_MIN = 14;
/** Trials of one shop at a time: each costs its mails a row. */
export const TRIALS_MAX = 5;
const DAYS_MAX = 60;

export type TrialRefusal = "not_counted" | "off" | "running" | "volume" | "invalid" | "nothing";

/** Returns how long it is expected to take. The error's message says what is wrong; `fault` names a text and its rule. */
export async function startTrial(
  ports: TrialPorts,
  shop: Shop,
  { id, kind, texts, days, difference, person }: NewTrial,
  now_ms: number,
): Promise<Result<Outlook, TrialRefusal> & { readonly fault?: Fault }> {
  const { settings } = shop;
  if (!settings.figures) return err("not_counted", "must have figures: they say how long it takes");
  if (stateOf(settings.mails, kind) !== "on") return err("off", "must be on at this shop");
  if ((texts === undefined) === (days === undefined)) return err("nothing", "must try either texts or days");
  if (days !== undefined) {
    const rule = daysRule(shop, kind, days);
    if (rule !== null) return err("invalid", rule);
  }
  if (texts !== undefined) {
    if (Object.values(texts).every((of) => Object.keys(of).length === 0)) {
      return err("nothing", "must change at least one text");
    }
    const checked = await changeSettings(ports, shop.id, textsTried(kind, texts), { dry: true });
    if (!checked.ok && checked.reason === "invalid") {
      return { ...err("invalid", checked.fault.rule), fault: checked.fault };
    }
  }
  const running = (await selectRunningTrials(ports.db, [shop.id]).all<TrialRow>()).results;
  const known = running.find((one) => one.id === id);
  const outlook = await readOutlook(ports, shop, kind, difference, now_ms);
  if (known !== undefined) return ok(outlook);
  if (running.some((one) => one.kind === kind)) return err("running", "must not have a trial that runs");
  if (running.length >= TRIALS_MAX) return err("running", `must be one of ${TRIALS_MAX} trials at a time`);
  const needed = soonest(outlook);
  if (needed === null || needed > TRIAL_DAYS_MAX) {
    return err(
      "volume",
      `must show its difference within ${TRIAL_DAYS_MAX} days: ` +
        (needed === null ? "at this shop it never would" : `at this shop it would take ${needed}`),
    );
  }
  const waits = days === undefined ? 0 : Math.max(...[days, usualDays(shop, kind) ?? 0].flat());
  const counts_from = now_ms + waits * DAY_MS;
  const lasts = Math.min(TRIAL_DAYS_MAX, Math.max(TRIAL_DAYS_MIN, 2 * needed));
  const plan: TrialPlan = { texts, days, difference, outlook };
  const { results } = await insertTrial(ports.db, {
    shop_id: shop.id,
    id,
    kind,
    started_at: now_ms,
    counts_from,
    ends_at: counts_from + lasts * DAY_MS,
    person,
    trial: JSON.stringify(plan),
  }).all();
  if (results.length === 0) return err("running", "must not have a trial that runs");
  await keepRunning(ports, shop.id);
  ports.shop_changed(shop.id);
  return ok(outlook);
}

/** Returns the outlook from the shop's last weeks. */
export async function readOutlook(
  ports: Pick<TrialPorts, "db">,
  shop: Shop,
  kind: string,
  difference: Difference,
  now_ms: number,
): Promise<Outlook> {
  return outlookOf(await readOutlookDays(ports, shop, now_ms), kind, difference);
}

/** Reads the weeks of which `outlookOf` makes an outlook. */
export async function readOutlookDays(
  { db }: Pick<TrialPorts, "db">,
  shop: Shop,
  now_ms: number,
): Promise<readonly DayCounts[]> {
  const today = localTime(shop.settings.time_zone, now_ms).day;
  return readFigureDays(await selectFigures(db, shop.id, addDays(today, -OUTLOOK_DAYS - 1), today).all());
}

function usualDays({ settings }: Shop, kind: string): number | readonly number[] | null {
  return isTimed(kind) ? settings.schedule[TIMED[kind]] : null;
}

/** Both versions owe as many mails: none is withheld. */
function daysRule(shop: Shop, kind: string, days: number | readonly number[]): string | null {
  if (!isTimed(kind)) return `must be of a kind that has a day: ${Object.keys(TIMED).join(", ")}`;
  const usual = usualDays(shop, kind);
  if (usual === null) return "must be on at this shop";
  const [of_usual, of_tried] = [[usual].flat(), [days].flat()];
  if (Array.isArray(usual) !== Array.isArray(days) || of_usual.length !== of_tried.length) {
    return Array.isArray(usual) ? `must be a list of ${of_usual.length} days` : "must be one number of days";
  }
  if (of_tried.some((one) => !Number.isInteger(one) || one < 0 || one > DAYS_MAX)) {
    return `must be whole days from 0 to ${DAYS_MAX}`;
  }
  return of_tried.every((one, at) => one === of_usual[at]) ? "must differ from the usual days" : null;
}
