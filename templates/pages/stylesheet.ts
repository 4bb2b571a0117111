/**
 * The stylesheets and their addresses. A strict `style-src 'self'` forbids style attributes, so a shop's accent travels in the
 * stylesheet's own address and only six hexadecimal digits ever come back out of it.
 */
import { type Accent, darkAccent, lightAccent } from "../parts/accent.ts";
import { DESK_CSS } from "../admin/desk_css.ts";
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

/** The stylesheet of the developer's mailbox. */
export function devStylesheet(): string {
  return `${pageStylesheet(null)}\n${DEV_CSS}`;
}

export function devStylesheetPath(): string {
  return `/assets/dev.css?v=${devVersion()}`;
}

/** The stylesheet of the shop's desk. */
export function deskStylesheet(): string {
  return `${pageStylesheet(null)}\n${DESK_CSS}`;
}

export function deskStylesheetPath(): string {
  return `/assets/desk.css?v=${deskVersion()}`;
}

/** The stylesheet of the API's page. */
export function apiStylesheet(): string {
  return `${pageStylesheet(null)}\n${API_CSS}`;
}

export function apiStylesheetPath(): string {
  return `/assets/api.css?v=${apiVersion()}`;
}

// Computed for the first page rather than at the start: an isolate that only receives webhooks shows none.
const pageVersion = once(() => fingerprint(PAGE_CSS + FORM_CSS));
const apiVersion = once(() => fingerprint(PAGE_CSS + FORM_CSS + API_CSS));
const devVersion = once(() => fingerprint(PAGE_CSS + FORM_CSS + DEV_CSS));
const deskVersion = once(() => fingerprint(PAGE_CSS + FORM_CSS + DESK_CSS));

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
