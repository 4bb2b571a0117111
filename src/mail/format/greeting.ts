/**
 * Decides by which name a reader is greeted: the given name, or the name that the language and the form of address ask for.
 * It never guesses a name from an address.
 */
import type { Brand } from "../../orders/brand.ts";
import type { Customer } from "../../values/schemas.ts";
import { oneLine, textOrNull } from "./text.ts";

/** Most letters of a name in a greeting: more come from a form that was filled in wrongly. */
const GREETING_MAX = 40;

/** What forms hold where nobody gave a name. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  "null",
  "undefined",
  "none",
  "nil",
  "n/a",
  "unknown",
  "guest",
  "customer",
  "anonymous",
  "test",
  "xxx",
]);

/**
 * Returns the name of a greeting in `locale`; null where there is none, or what stands there is no name: a placeholder,
 * signs, an address. Japanese greets by the family name, German with Sie by the whole name, and neither by a given name
 * alone.
 */
export function greetingName(
  customer: Customer,
  locale: string,
  form: Brand["form_of_address"],
): string | null {
  const language = locale.split("-")[0];
  const name = language === "ja"
    ? familyName(customer)
    : language === "de" && form !== "informal"
    ? wholeName(customer)
    : firstName(customer);
  return name === null || name.length > GREETING_MAX ? null : name;
}

/** Returns the given name. Takes it from a full name only where it is clear which word it is: two words in Latin letters. */
export function firstName({ first_name, name }: Customer): string | null {
  const given = textOrNull(first_name) ??
    /^(\p{Script=Latin}[\p{Script=Latin}'’-]+) [\p{Script=Latin}'’-]+$/u.exec(oneLine(name))?.[1];
  return given === undefined || given.length > GREETING_MAX || !isName(given) ? null : given;
}

/** `山田` of `山田 太郎`. A name without a space, or in Latin letters, is taken whole: which part is the family's is not clear. */
function familyName(customer: Customer): string | null {
  const whole = oneLine(customer.name);
  if (!isName(whole) || whole === textOrNull(customer.first_name)) return null;
  const [family, given] = whole.split(/[ \u3000]/u);
  const is_eastern = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々 \u3000]+$/u.test(whole);
  return is_eastern && given !== undefined ? family! : whole;
}

function wholeName({ name }: Customer): string | null {
  const whole = oneLine(name);
  return isName(whole) && whole.includes(" ") ? whole : null;
}

/** One placeholder spoils a whole name: nobody wants to be greeted as "Ada null". */
function isName(text: string): boolean {
  const words = text.toLowerCase().split(/[ \u3000]+/u);
  return /\p{L}/u.test(text) && !/@|:\/\//.test(text) && !words.some((word) => PLACEHOLDERS.has(word));
}
