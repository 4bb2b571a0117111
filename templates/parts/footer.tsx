/**
 * The footer of every mail: why it was sent, the shop's own text, its other links, and the lines that the law
 * requires.
 */
import { raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Translate } from "../locales/translate.ts";
import type { ShopView } from "../view.ts";
import { LIGHT } from "./accent.ts";
import { labelled } from "./labelled.ts";
import { escaped } from "./markup.ts";

interface FooterProps {
  readonly why: string;
  readonly shop: ShopView;
  readonly links?: readonly FootLink[];
}

export interface FootLink {
  readonly label: string;
  readonly href: string;
}

/** Written as text rather than JSX: it is mostly lines. */
export function Footer(
  { why, shop: { footer, social, legal_lines }, links = [] }: FooterProps,
): HtmlEscapedString {
  const parts = [
    [escaped(why)],
    links.length === 0 ? [] : [socialLinks(links.map(({ label, href }) => ({ name: label, url: href })))],
    footer.map(escaped),
    social.length === 0 ? [] : [socialLinks(social)],
  ];
  return raw(
    [...parts, legal_lines.map(escaped)].filter((lines) => lines.length > 0).map((lines) =>
      lines.join("<br/>")
    )
      .join("<br/><br/>"),
  );
}

/** Names, not icons, because mail programs often block pictures. */
function socialLinks(social: ShopView["social"]): string {
  return social.map(({ name, url }) =>
    `<a href="${escaped(url)}" class="m" style="color:${LIGHT.muted};text-decoration:underline">${
      escaped(name)
    }</a>`
  ).join(" &nbsp; ");
}

/** The last paragraph of the text part, below the sign at which mail programs cut off when they quote. */
export function footerText(
  t: Translate,
  { why, shop: { footer, social, legal_lines }, links = [] }: FooterProps,
): readonly string[] {
  return [
    "-- ",
    why,
    ...links.map(({ label, href }) => labelled(t, label, href)),
    ...footer,
    ...social.map(({ name, url }) => `${name} ${url}`),
    ...legal_lines,
  ];
}
