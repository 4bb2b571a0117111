/** Reads the desk's forms of settings, and says what each field shows. Pure. */
import type { GivenSettings } from "../../flow/settings/change_settings.ts";
import type { FieldView } from "../../../templates/admin/settings_part.tsx";
import { languageName, w, withCapital, wordFor } from "../../../templates/admin/words.ts";
import { CATALOGUE_NAMES } from "../../../templates/locales/translate.ts";
import { field as fieldOf } from "../forms/form.ts";
import { ruleText } from "./rule_words.ts";
import { CHOICES } from "./settings_choices.ts";
import {
  PARTS,
  type Setting,
  type SettingsPartName,
  type SettingsSection,
  type Typed,
} from "./settings_parts.ts";
import { withoutTurns } from "../../values/plain_text.ts";

/** Rows to fill in below those that are kept. */
const ROWS_EMPTY = 2;

/** Returns the top-level parts that the form gives, each whole: what it does not show of a part stays. */
export function givenParts(part: SettingsPartName, given: GivenSettings, form: FormData): GivenSettings {
  const settings = PARTS[part].flatMap(({ settings }): readonly Setting[] => settings);
  let after = given;
  for (const { name, typed } of settings) {
    after = put(after, name.split("."), typedValue(name, typed, form, given));
  }
  const names = new Set(settings.map(({ name }) => name.split(".")[0]!));
  return Object.fromEntries([...names].map((name) => [name, withoutEmpty(after[name])]));
}

function typedValue(name: string, typed: Typed, form: FormData, given: GivenSettings): unknown {
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
    case "choice": {
      const value = fieldOf(form, name, 60);
      return value === "" ? undefined : value;
    }
    case "by_language": {
      const before = at(given, name.split("."));
      const texts = languagesOf(before, given).map((language) =>
        [language, fieldOf(form, `${name}.${language}`, typed.max + 1)] as const
      ).filter(([, text]) => text !== "");
      const [only, ...others] = texts;
      // One text for all stays one, and texts by language stay texts by language.
      return only === undefined
        ? undefined
        : others.length === 0 && only[0] === shopsLanguage(before, given) && typeof before !== "object"
        ? only[1]
        : Object.fromEntries(texts);
    }
    case "rows": {
      const rows = Array.from(
        { length: typed.max },
        (_, row) =>
          typed.columns.map((column) =>
            [column.name, fieldOf(form, `${name}.${row}.${column.name}`, column.max + 1)] as const
          ).filter(([, value]) => value !== ""),
      );
      const filled = rows.filter((row) => row.length > 0).map((row) => Object.fromEntries(row));
      return filled.length === 0 ? undefined : filled;
    }
  }
}

/** The languages of a text: the shop's own first, then those that mails are written in and those that it has already. */
function languagesOf(value: unknown, given: GivenSettings): readonly string[] {
  const own = shopsLanguage(value, given);
  const known = typeof value === "object" && value !== null ? Object.keys(value) : [];
  return [...new Set([own, ...CATALOGUE_NAMES, ...known])];
}

/** The key under which a text by language is said to readers whose language it lacks. */
function shopsLanguage(value: unknown, given: GivenSettings): string {
  const locale = typeof given["locale"] === "string" ? given["locale"] : "en";
  const language = locale.split("-")[0]!.toLowerCase();
  return typeof value === "object" && value !== null && Object.hasOwn(value, locale) ? locale : language;
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
  return settings.map((setting): FieldView => {
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
      broken: fault !== null && fault.field.startsWith(`${name}.`) ? fault.field : null,
      input: inputOf(
        setting,
        typed === null ? at(given, name.split(".")) : typedValue(name, setting.typed, typed, given),
        given,
      ),
    };
  });
}

function inputOf(
  { typed, standard, name }: Setting,
  value: unknown,
  given: GivenSettings,
): FieldView["input"] {
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
    case "choice": {
      const chosen = value === undefined ? typed.standard ?? "" : textOf(value);
      const options = CHOICES[typed.choices]();
      const is_listed = chosen === "" || options.some(({ value }) => value === chosen);
      return {
        as: "pick",
        options: [
          ...(typed.standard === undefined
            ? [{ value: "", label: w("setting.not_said"), is_chosen: false }]
            : []),
          ...(is_listed ? [] : [{ value: chosen, label: chosen, is_chosen: true }]),
          ...options.map((option) => ({ ...option, is_chosen: option.value === chosen })),
        ],
      };
    }
    case "by_language": {
      const own = shopsLanguage(value, given);
      return {
        as: "by_language",
        max: typed.max,
        texts: languagesOf(value, given).map((language) => ({
          language,
          label: languageName(language),
          value: typeof value === "object" && value !== null
            ? textOf((value as GivenSettings)[language])
            : language === own
            ? textOf(value)
            : "",
        })),
      };
    }
    case "rows": {
      const filled = (Array.isArray(value) ? value as readonly GivenSettings[] : []).slice(0, typed.max);
      const shown = Math.min(typed.max, filled.length + ROWS_EMPTY);
      return {
        as: "rows",
        rows: Array.from({ length: shown }, (_, row) =>
          typed.columns.map((column) => ({
            name: `${name}.${row}.${column.name}`,
            label: wordFor("settingcolumn", `${name}.${column.name}`),
            type: column.type,
            max: column.max,
            value: textOf(filled[row]?.[column.name]),
          }))),
      };
    }
  }
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
