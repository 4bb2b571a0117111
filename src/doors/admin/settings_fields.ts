/** Declares the settings that the desk's forms show, reads them from a form, and says what each field shows. Pure. */
import { FONTS } from "../../orders/brand.ts";
import { REMEDIES } from "../../orders/event.ts";
import type { GivenSettings } from "../../flow/settings/change_settings.ts";
import type { FieldView } from "../../../templates/admin/settings_part.tsx";
import { wordFor } from "../../../templates/admin/words.ts";
import { field as fieldOf } from "../forms/form.ts";
import { ruleText } from "./rule_words.ts";
import { withoutTurns } from "../../values/plain_text.ts";

/** How a setting is typed. `empty`: what an empty field means, that the setting is left out or that it is `null`. */
type Typed =
  | { readonly as: "text" | "area" | "colour"; readonly max: number; readonly is_needed?: true }
  | { readonly as: "lines" | "numbers"; readonly max: number }
  | { readonly as: "number"; readonly empty: "absent" | "null"; readonly is_whole?: false }
  | { readonly as: "pick"; readonly options: readonly string[]; readonly labels: string }
  | { readonly as: "several"; readonly options: readonly (string | number)[]; readonly labels: string }
  | { readonly as: "hour"; readonly from: number; readonly until: number; readonly standard: number }
  | { readonly as: "tick"; readonly standard: boolean };

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
        area("brand.footer"),
        pick("brand.form_of_address", "address", ["formal", "informal"]),
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
        tick("rest_days.weekends", false),
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

/** Returns the top-level parts that the form gives, each whole: what it does not show of a part stays. */
export function givenParts(part: SettingsPartName, given: GivenSettings, form: FormData): GivenSettings {
  const settings = PARTS[part].flatMap(({ settings }): readonly Setting[] => settings)
    .filter(({ name }) => isShown(given, name));
  let after = given;
  for (const { name, typed } of settings) after = put(after, name.split("."), typedValue(name, typed, form));
  const names = new Set(settings.map(({ name }) => name.split(".")[0]!));
  return Object.fromEntries([...names].map((name) => [name, withoutEmpty(after[name])]));
}

/** The words of each language are changed where texts are; one text for all is changed here. */
function isShown(given: GivenSettings, name: string): boolean {
  return name !== "brand.footer" || typeof at(given, ["brand", "footer"]) !== "object";
}

function typedValue(name: string, typed: Typed, form: FormData): unknown {
  switch (typed.as) {
    case "text":
    case "colour": {
      const value = fieldOf(form, name, typed.max + 1);
      return value === "" ? undefined : value;
    }
    case "area": {
      const value = fieldOf(form, name, typed.max + 1);
      return value === "" ? undefined : value;
    }
    case "lines": {
      const list = linesIn(fieldOf(form, name, typed.max));
      return list.length === 0 ? undefined : list;
    }
    case "numbers":
      return fieldOf(form, name, typed.max).split(/[\s,;]+/).filter((part) => part !== "").map(numberIn);
    case "number": {
      const value = fieldOf(form, name, 20);
      return value === "" ? (typed.empty === "null" ? null : undefined) : numberIn(value);
    }
    case "pick": {
      const value = fieldOf(form, name, 30);
      return value === "" ? undefined : value;
    }
    case "several": {
      const chosen = form.getAll(name).map(String);
      return typed.options.filter((option) => chosen.includes(String(option)));
    }
    case "hour":
      return numberIn(fieldOf(form, name, 2));
    case "tick":
      return fieldOf(form, name, 5) === "on";
  }
}

function linesIn(value: string): readonly string[] {
  return value.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}

/** A text that is no number stays one, so that the schema refuses it by its rule. */
function numberIn(value: string): number | string {
  return /^-?\d+(?:[.,]\d+)?$/.test(value) ? Number(value.replace(",", ".")) : value;
}

/** Returns what the part's fields show: `typed`, the form that was refused, or what is kept. */
export function fieldViews(
  { settings }: SettingsSection,
  given: GivenSettings,
  typed: FormData | null,
  fault: { readonly field: string; readonly rule: string } | null,
): readonly FieldView[] {
  return settings.filter(({ name }) => isShown(given, name)).map((setting): FieldView => {
    const { name } = setting;
    const says = (part: string) => {
      const found = wordFor(part, name);
      return found === name ? null : found;
    };
    return {
      name,
      label: says("setting") ?? name,
      hint: says("settinghint"),
      fault: fault !== null && (fault.field === name || fault.field.startsWith(`${name}.`))
        ? ruleText(fault.rule)
        : null,
      input: inputOf(
        setting,
        typed === null ? at(given, name.split(".")) : typedValue(name, setting.typed, typed),
      ),
    };
  });
}

function inputOf({ typed, standard, name }: Setting, value: unknown): FieldView["input"] {
  const shown = value === undefined ? standard : value;
  switch (typed.as) {
    case "text":
      return {
        as: "text",
        value: textOf(shown),
        max: typed.max,
        is_needed: typed.is_needed === true,
        type: name.endsWith("email") ? "email" : "text",
      };
    case "colour":
      return { as: "colour", value: textOf(value), standard: textOf(standard) };
    case "area":
      return { as: "area", value: textOf(shown), max: typed.max, rows: 3 };
    case "lines":
      return {
        as: "area",
        value: textOf(Array.isArray(shown) ? shown.join("\n") : undefined),
        max: typed.max,
        rows: 3,
      };
    case "numbers":
      return {
        as: "number",
        value: textOf(Array.isArray(shown) ? shown.join(", ") : undefined),
        is_list: true,
      };
    case "number":
      // A switched-off day is an empty field; one that nobody set shows what counts.
      return { as: "number", value: value === null ? "" : textOf(shown), is_list: false };
    case "pick":
      return {
        as: "pick",
        options: [
          ...(standard === undefined
            ? [{ value: "", label: wordFor("setting", "standard"), is_chosen: shown === undefined }]
            : []),
          ...typed.options.map((option) => ({
            value: option,
            // A font has the same name in every language.
            label: withCapital(wordFor(typed.labels, option)),
            is_chosen: shown === option,
          })),
        ],
      };
    case "several":
      return {
        as: "several",
        options: typed.options.map((option) => ({
          value: String(option),
          label: wordFor(typed.labels, String(option)),
          is_chosen: Array.isArray(shown) && shown.includes(option),
        })),
      };
    case "hour": {
      const hour = value === undefined ? typed.standard : value;
      return {
        as: "pick",
        options: Array.from({ length: typed.until - typed.from + 1 }, (_, index) => {
          const option = typed.from + index;
          return {
            value: String(option),
            label: `${String(option).padStart(2, "0")}:00`,
            is_chosen: hour === option,
          };
        }),
      };
    }
    case "tick":
      return { as: "tick", is_on: value === undefined ? typed.standard : value === true };
  }
}

function withCapital(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? "" : withoutTurns(String(value));
}

function at(given: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) => typeof value === "object" && value !== null ? (value as GivenSettings)[name] : undefined,
    given,
  );
}

function put(given: GivenSettings, [name = "", ...rest]: readonly string[], value: unknown): GivenSettings {
  if (rest.length === 0) {
    const { [name]: _, ...others } = given;
    return value === undefined ? others : { ...others, [name]: value };
  }
  const inner = given[name];
  return {
    ...given,
    [name]: put(typeof inner === "object" && inner !== null ? inner as GivenSettings : {}, rest, value),
  };
}

/** An object of which nothing is left is no part at all. */
function withoutEmpty(value: unknown): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
      Object.keys(value).length === 0
    ? undefined
    : value;
}
