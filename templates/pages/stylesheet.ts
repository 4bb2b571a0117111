/**
 * The stylesheets and their addresses. A strict `style-src 'self'` forbids style attributes, so a shop's accent travels in the
 * stylesheet's own address and only six hexadecimal digits ever come back out of it.
 */
import { type Accent, darkAccent, lightAccent } from "../parts/accent.ts";
import { API_CSS } from "./api_css.ts";
import { DEV_CSS } from "./dev_css.ts";
import { FORM_CSS } from "./form_css.ts";
import { PAGE_CSS } from "./page_css.ts";

const DEFAULT_ACCENT = "1f6f54";

/** `/assets/page.css?v=…&accent=1f6f54`: the text changes with the address, so it may be cached for ever. */
export function pageStylesheetPath(accent: string = `#${DEFAULT_ACCENT}`): string {
  return `/assets/page.css?v=${pageVersion()}&accent=${accent.slice(1).toLowerCase()}`;
}

/**
 * Returns the stylesheet of every customer's page. `accent` is the raw query value; anything but `rrggbb` gives
 * Waybill's own green.
 */
export function pageStylesheet(accent: string | null | undefined): string {
  const colour = `#${/^[0-9a-f]{6}$/i.test(accent ?? "") ? accent : DEFAULT_ACCENT}`;
  return [
    PAGE_CSS,
    FORM_CSS,
    `:root{${properties(lightAccent(colour))}}`,
    `@media screen and (prefers-color-scheme:dark){:root{${properties(darkAccent(colour))}}}`,
  ].join("\n");
}

/** A stylesheet that adds to the pages' own, and its address. */
export interface Stylesheet {
  readonly text: () => string;
  readonly path: () => string;
}

/** `name` is that of its file: `dev` for `/assets/dev.css?v=…`. */
export function stylesheetWith(name: string, more: string): Stylesheet {
  const version = once(() => fingerprint(PAGE_CSS + FORM_CSS + more));
  return {
    text: () => `${pageStylesheet(null)}\n${more}`,
    path: () => `/assets/${name}.css?v=${version()}`,
  };
}

/** The stylesheet of the developer's mailbox. */
export const devStylesheet = stylesheetWith("dev", DEV_CSS);

/** The stylesheet of the API's page. */
export const apiStylesheet = stylesheetWith("api", API_CSS);

// Computed for the first page rather than at the start: an isolate that only receives webhooks shows none.
const pageVersion = once(() => fingerprint(PAGE_CSS + FORM_CSS));

function once(count: () => string): () => string {
  let counted: string | undefined;
  return () => counted ??= count();
}

function properties({ fill, on_fill, text }: Accent): string {
  return `--fill:${fill};--on-fill:${on_fill};--accent:${text}`;
}

/** FNV-1a: distinguishes versions and protects no secret. http://www.isthe.com/chongo/tech/comp/fnv/ */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, "0");
}
