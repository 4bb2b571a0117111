/** Declares the settings that the desk's forms show, part by part, and how each is typed. */
import { FONTS } from "../../orders/brand.ts";
import { REMEDIES } from "../../orders/event.ts";
import type { ChoiceList } from "./settings_choices.ts";

/** How a setting is typed. `empty`: what an empty field means, that the setting is left out or that it is `null`. */
export type Typed =
  | { readonly as: "text" | "area" | "colour"; readonly max: number; readonly is_needed?: true }
  | { readonly as: "lines" | "numbers"; readonly max: number }
  | { readonly as: "number"; readonly empty: "absent" | "null"; readonly is_whole?: false }
  | { readonly as: "pick"; readonly options: readonly string[]; readonly labels: string }
  | { readonly as: "several"; readonly options: readonly (string | number)[]; readonly labels: string }
  | { readonly as: "hour"; readonly from: number; readonly until: number; readonly standard: number }
  | { readonly as: "tick"; readonly standard: boolean }
  /** One of a list that is made for the reader's language. */
  | { readonly as: "choice"; readonly choices: ChoiceList; readonly standard?: string }
  /** A text for every reader, or one for each language. */
  | { readonly as: "by_language"; readonly max: number }
  /** A list of objects, one a row. */
  | { readonly as: "rows"; readonly columns: readonly Column[]; readonly max: number };

export interface Column {
  /** The name of the object's field. */
  readonly name: string;
  readonly type: "text" | "url" | "date";
  readonly max: number;
}

export interface Setting {
  /** Its path in the settings: `brand.accent`. */
  readonly name: string;
  readonly typed: Typed;
  /** What counts where nothing is given, for fields that show it. */
  readonly standard?: unknown;
}

export interface SettingsSection {
  readonly id: string;
  readonly settings: readonly Setting[];
}

const text = (name: string, max = 500): Setting => ({ name, typed: { as: "text", max } });
const needed = (name: string, max = 500): Setting => ({ name, typed: { as: "text", max, is_needed: true } });
const area = (name: string): Setting => ({ name, typed: { as: "area", max: 500 } });
const lines = (name: string, max = 20_000): Setting => ({ name, typed: { as: "lines", max } });
const colour = (name: string, standard?: string): Setting => ({
  name,
  typed: { as: "colour", max: 7 },
  standard,
});
const number = (name: string, standard?: number, is_whole?: false): Setting => ({
  name,
  typed: { as: "number", empty: "absent", ...(is_whole === false ? { is_whole } : {}) },
  standard,
});
/** A number of days that an empty field switches off. */
const days = (name: string, standard?: number): Setting => ({
  name,
  typed: { as: "number", empty: "null" },
  standard,
});
const tick = (name: string, standard: boolean): Setting => ({ name, typed: { as: "tick", standard } });
const pick = (name: string, labels: string, options: readonly string[], standard?: string): Setting => ({
  name,
  typed: { as: "pick", options, labels },
  standard,
});
const choice = (name: string, choices: ChoiceList, standard?: string): Setting => ({
  name,
  typed: { as: "choice", choices, ...(standard === undefined ? {} : { standard }) },
});

export const PARTS = {
  brand: [
    {
      id: "shop",
      settings: [
        needed("name"),
        text("url", 2_000),
        text("from.name"),
        needed("from.email", 254),
        needed("support_email", 254),
        text("alerts_email", 254),
        choice("country", "countries"),
        choice("locale", "locales", "en"),
        choice("time_zone", "zones", "UTC"),
        lines("legal_lines"),
      ],
    },
    {
      id: "look",
      settings: [
        text("brand.logo_url", 2_000),
        colour("brand.accent", "#1f6f54"),
        colour("brand.accent_dark"),
        colour("brand.canvas"),
        pick("brand.font", "font", FONTS),
        pick("brand.heading_font", "font", FONTS),
        pick("brand.form_of_address", "address", ["formal", "informal"]),
        { name: "brand.footer", typed: { as: "by_language", max: 500 } },
        {
          name: "brand.social",
          typed: {
            as: "rows",
            columns: [{ name: "name", type: "text", max: 500 }, { name: "url", type: "url", max: 2_000 }],
            max: 8,
          },
        },
      ],
    },
  ],
  promises: [
    {
      id: "returns",
      settings: [
        number("returns.window_days"),
        pick("returns.paid_by", "paidby", ["shop", "customer"]),
        number("returns.refund_days"),
        area("returns.conditions"),
        area("returns.exclusions"),
        area("returns.how"),
        lines("returns.excluded_skus", 100_000),
        pick("returns_approved", "decides", ["at_once", "by_shop"], "by_shop"),
        days("withdrawal_days"),
      ],
    },
    {
      id: "claims",
      settings: [
        number("claims.wait_days", 2),
        {
          name: "claims.remedies",
          typed: { as: "several", options: REMEDIES, labels: "mayask" },
          standard: REMEDIES,
        },
        pick("claims.decided", "decides", ["at_once", "by_shop"], "by_shop"),
      ],
    },
    {
      id: "schedule",
      settings: [
        number("delivery.days_min"),
        number("delivery.days_max"),
        { name: "schedule.payment_reminder_days", typed: { as: "numbers", max: 60 }, standard: [3, 7] },
        days("schedule.stalled_days", 5),
        days("schedule.follow_up_days", 3),
        days("schedule.feedback_days"),
        days("schedule.return_window_closing_days", 5),
        number("delay_answer_days", 7),
        { name: "quiet_hours.from_hour", typed: { as: "hour", from: 0, until: 23, standard: 21 } },
        { name: "quiet_hours.until_hour", typed: { as: "hour", from: 0, until: 23, standard: 8 } },
      ],
    },
  ],
  answers: [
    {
      id: "hours",
      settings: [
        {
          name: "support.hours.days",
          typed: { as: "several", options: [1, 2, 3, 4, 5, 6, 7], labels: "weekday" },
          standard: [1, 2, 3, 4, 5],
        },
        { name: "support.hours.from_hour", typed: { as: "hour", from: 0, until: 23, standard: 9 } },
        { name: "support.hours.until_hour", typed: { as: "hour", from: 1, until: 24, standard: 17 } },
        number("support.first_answer_hours", 8, false),
        number("support.next_answer_hours", 8, false),
        number("support.solved_after_days", 7),
      ],
    },
    {
      id: "rest",
      settings: [
        tick("rest_days.public_holidays", false),
        tick("rest_days.weekends", false),
        {
          name: "rest_days.closed",
          typed: {
            as: "rows",
            columns: [
              { name: "from", type: "date", max: 10 },
              { name: "until", type: "date", max: 10 },
              { name: "name", type: "text", max: 80 },
            ],
            max: 100,
          },
        },
      ],
    },
    {
      id: "words",
      settings: [
        area("support.signature"),
        tick("support.answers_at_once", true),
        tick("support.live_chat", true),
        number("support.mail_after_minutes", 5),
      ],
    },
  ],
} as const satisfies Readonly<Record<string, readonly SettingsSection[]>>;

export type SettingsPartName = keyof typeof PARTS;
