/** The foot of every mail: why it came, the shop's own words, where else the shop is found, what the law wants told. */
import { raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { ShopView } from "../view.ts";
import { LIGHT } from "./accent.ts";
import { escaped } from "./markup.ts";

interface FooterProps {
  readonly why: string;
  readonly shop: ShopView;
}

/** Written down as text: it is lines and little else. */
export function Footer({ why, shop: { footer, social, legal_lines } }: FooterProps): HtmlEscapedString {
  const parts = [[escaped(why)], footer.map(escaped), social.length === 0 ? [] : [socialLinks(social)]];
  return raw(
    [...parts, legal_lines.map(escaped)].filter((lines) => lines.length > 0).map((lines) =>
      lines.join("<br/>")
    )
      .join("<br/><br/>"),
  );
}

/** Names, not icons: a picture that is off says nothing, and a name needs none. */
function socialLinks(social: ShopView["social"]): string {
  return social.map(({ name, url }) =>
    `<a href="${escaped(url)}" class="m" style="color:${LIGHT.muted};text-decoration:underline">${
      escaped(name)
    }</a>`
  ).join(" &nbsp; ");
}

/** The last paragraph of the text part, below the sign at which mail programs cut off when they quote. */
export function footerText({ why, shop: { footer, social, legal_lines } }: FooterProps): readonly string[] {
  return ["-- ", why, ...footer, ...social.map(({ name, url }) => `${name} ${url}`), ...legal_lines];
}
