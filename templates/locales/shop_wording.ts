/** Checks whether a shop's own text can replace the catalogue's. It never stores or fills in a text. */
import { IntlMessageFormat } from "intl-messageformat";
import { CATALOGUES, type TextKey } from "./translate.ts";

/** Returns why `text` cannot replace the catalogue's `key`; null when it can. */
export function textFault(language: string, key: TextKey, text: string): string | null {
  const given = variables(elementsOf(CATALOGUES[language]![key]));
  let used: Variables;
  try {
    used = variables(elementsOf(text));
  } catch (error) {
    // The parser names its rule as a constant: `EXPECT_ARGUMENT_CLOSING_BRACE`.
    const rule = error instanceof Error ? error.message.toLowerCase().replaceAll("_", " ") : "unknown";
    return `Must be an ICU message: ${rule}`;
  }
  const names = [...given.keys()].map((name) => `{${name}}`).join(", ") || "none";
  for (const [name, types] of used) {
    const known = given.get(name);
    if (known === undefined) return `Must use no variable but ${names}: has {${name}}`;
    for (const type of types) {
      if (!ANYWHERE.has(type) && !known.has(type)) {
        return `Must show {${name}} as the usual text does: a date or a plural of it can fail`;
      }
    }
  }
  return null;
}

/** ICU's elements that take a variable: as it is, as a number, date, time, by choice, by count. */
const ARGUMENT = 1;
const SELECT = 5;
const PLURAL = 6;
/** Element types that accept any value. */
const ANYWHERE: ReadonlySet<number> = new Set([ARGUMENT, SELECT]);

type Variables = ReadonlyMap<string, ReadonlySet<number>>;

interface Element {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
}

function elementsOf(message: string): readonly Element[] {
  return new IntlMessageFormat(message, "en", undefined, { ignoreTag: true }).getAst() as readonly Element[];
}

/** Returns the element types with which each variable is used, by name. */
function variables(elements: readonly Element[]): Variables {
  const found = new Map<string, Set<number>>();
  const add = (name: string, types: Iterable<number>) =>
    found.set(name, new Set([...found.get(name) ?? [], ...types]));
  for (const { type, value = "", options = {} } of elements) {
    if (type >= ARGUMENT && type <= PLURAL) add(value, [type]);
    for (const option of Object.values(options)) {
      for (const [name, types] of variables(option.value)) add(name, types);
    }
  }
  return found;
}
