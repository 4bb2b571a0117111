/** What a form refuses is said in the desk's language: each rule that a schema of the settings can break. */
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { ruleText } from "../../../src/doors/admin/rule_words.ts";
import { faultOf } from "../../../src/values/fault.ts";
import { DESK_LANGUAGES, type DeskLanguage, deskTongue, inTongue } from "../../../templates/admin/words.ts";

const GERMAN: readonly (readonly [string, string])[] = [
  ["must be given", "muss angegeben sein"],
  ["must be a whole number within 2^53", "muss eine ganze Zahl sein"],
  ["must be >= 1", "muss mindestens 1 sein"],
  ["must be <= 365", "darf höchstens 365 sein"],
  ["must have <= 2000 characters", "darf höchstens 2000 Zeichen haben"],
  ["must have >= 1 entry", "braucht mindestens 1 Einträge"],
  ['must be "shop" or "customer"', "muss eines davon sein: shop, customer"],
  ["must be an https address with {order} in it", "muss eine https-Adresse mit {order} darin sein"],
  ["must be an IANA time zone such as Europe/Berlin", "muss eine Zeitzone wie Europe/Berlin sein"],
  ["must be a real date", "muss ein Tag wie 2026-11-24 sein"],
];

describe("a rule", () => {
  test.each(GERMAN)("%s: %s", async (rule, german) => {
    expect(await inTongue(await deskTongue("de"), () => ruleText(rule))).toBe(german);
  });

  test("that is not known stays as it is", async () => {
    const rule = "must be a rule of tomorrow";
    expect(await inTongue(await deskTongue("de"), () => ruleText(rule))).toBe(rule);
  });

  test.each<readonly [string, v.GenericSchema, unknown]>([
    ["text", v.string(), 1],
    ["a number", v.number(), "x"],
    ["a whole number", v.pipe(v.number(), v.integer()), 1.5],
    ["at least", v.pipe(v.number(), v.minValue(2)), 1],
    ["at most", v.pipe(v.number(), v.maxValue(2)), 3],
    ["so many characters", v.pipe(v.string(), v.maxLength(2)), "xyz"],
    ["so many entries", v.pipe(v.array(v.string()), v.minLength(2)), ["x"]],
    ["one of", v.picklist(["a", "b"]), "c"],
    ["a web address", v.pipe(v.string(), v.url()), "x"],
    ["a day", v.pipe(v.string(), v.isoDate()), "x"],
  ])("of a schema is known: %s", async (_, schema, value) => {
    const { issues } = v.safeParse(schema, value);
    const { rule } = faultOf(issues![0] as never);
    expect(await inTongue(await deskTongue("ja"), () => ruleText(rule))).not.toBe(rule);
  });
});

const sources = import.meta.glob([
  "../../../src/orders/{shop,brand,mail_settings,return_label}.ts",
  "../../../src/values/{schemas,fault}.ts",
  "../../../src/mail/view/shop_check.ts",
  "../../../src/flow/settings/check_settings.ts",
  "../../../src/doors/webhooks/{secret_rules,sender_secrets}.ts",
], { query: "?raw", import: "default", eager: true }) as Record<string, string>;

/** Every rule that stands in the schemas of the settings and the rules of secrets, with samples in it. */
function rulesInSources(): readonly string[] {
  return Object.values(sources).flatMap((source) => {
    const code = source.replaceAll(/\/\*\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
    const texts = [...code.matchAll(/"([Mm]ust [^"]+)"|`([Mm]ust [^`]+)`/g)].map(([, plain, made]) =>
      plain ?? made!
    );
    return texts.filter((text) => !/issue\.message|\$\{rule\}/.test(text)).map((text) =>
      text.replace(/^M/, "m").replaceAll(
        /\$\{([^}]+)\}/g,
        (_, variable: string) =>
          variable.startsWith("count(") ? "3 characters" : /expected/.test(variable) ? '"a" or "b"' : "3",
      )
    );
  }).filter((text) => text.length > "must ".length);
}

describe("every rule of the settings", () => {
  test("is looked for in its own source", () => {
    expect(rulesInSources().length).toBeGreaterThan(45);
  });

  test.each((Object.keys(DESK_LANGUAGES) as DeskLanguage[]).filter((language) => language !== "en"))(
    "is said in %s",
    async (language) => {
      const english = await inTongue(
        await deskTongue(language),
        () => rulesInSources().filter((rule) => ruleText(rule) === rule),
      );
      expect(english).toEqual([]);
    },
  );
});
