/**
 * The catalogues by language, from one file for mails and one for the customer's pages. Each file is kept as text and
 * parsed on first use: an isolate needs one or two languages and should not parse the others at its start.
 */
import ar from "./ar.json" with { type: "text" };
import de from "./de.json" with { type: "text" };
import en from "./en.json" with { type: "text" };
import es from "./es.json" with { type: "text" };
import fr from "./fr.json" with { type: "text" };
import it from "./it.json" with { type: "text" };
import ja from "./ja.json" with { type: "text" };
import de_informal from "./informal/de.json" with { type: "text" };
import es_informal from "./informal/es.json" with { type: "text" };
import ar_pages from "./pages/ar.json" with { type: "text" };
import de_pages from "./pages/de.json" with { type: "text" };
import en_pages from "./pages/en.json" with { type: "text" };
import es_pages from "./pages/es.json" with { type: "text" };
import fr_pages from "./pages/fr.json" with { type: "text" };
import it_pages from "./pages/it.json" with { type: "text" };
import ja_pages from "./pages/ja.json" with { type: "text" };

/** Sections that the shop's people read, not customers. */
export const STAFF_SECTIONS: readonly string[] = ["alert", "digest", "reason", "correct"];
/** Languages whose catalogues hold the customers' texts alone; their shops' people read English. */
export const CUSTOMERS_ONLY: readonly string[] = ["ar", "it"];

export type TextKey = keyof typeof en | keyof typeof en_pages;
export type Catalogue = Readonly<Record<TextKey, string>>;

/** The catalogues by language; a new language needs its two files and one line here. */
export const CATALOGUES: Readonly<Record<string, Catalogue>> = parsedWhenRead({
  ar: () => ({ ...english(), ...parsed(ar), ...parsed(ar_pages) }),
  de: () => ({ ...parsed(de), ...parsed(de_pages) }),
  en: () => ({ ...parsed(en), ...parsed(en_pages) }),
  es: () => ({ ...parsed(es), ...parsed(es_pages) }),
  fr: () => ({ ...parsed(fr), ...parsed(fr_pages) }),
  it: () => ({ ...english(), ...parsed(it), ...parsed(it_pages) }),
  ja: () => ({ ...parsed(ja), ...parsed(ja_pages) }),
});

/**
 * What the informal form of address says in another way (du, tú), by language. The other languages have one form: English
 * and Japanese by their nature, French because shops say vous.
 */
export const INFORMAL: Readonly<Record<string, Partial<Catalogue>>> = parsedWhenRead({
  de: () => parsed<Partial<Catalogue>>(de_informal),
  es: () => parsed<Partial<Catalogue>>(es_informal),
});

/**
 * What stands below Arabic and Italian: the texts for a shop's own people, and any customers' text that has been added and is not
 * translated yet, which `deno task copy check` lists. No native reader has seen these two languages.
 */
function english(): Catalogue {
  return { ...parsed(en), ...parsed(en_pages) };
}

/**
 * Parses `file`. It is text at run time, though TypeScript sees the type of its content; in tests Vite has parsed it
 * already.
 */
function parsed<Words>(file: Words | string): Words {
  return typeof file === "string" ? JSON.parse(file) : file;
}

/** An object whose values are made when they are first read, and kept. */
function parsedWhenRead<Value>(
  makers: Readonly<Record<string, () => Value>>,
): Readonly<Record<string, Value>> {
  const made: Record<string, Value> = {};
  for (const [name, make] of Object.entries(makers)) {
    let value: Value | undefined;
    Object.defineProperty(made, name, { enumerable: true, get: () => value ??= make() });
  }
  return made;
}
