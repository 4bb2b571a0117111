/** Lays out every mail: head, dark mode, the shop's name, the footer. It knows nothing of orders. */
import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import type { HtmlEscapedString } from "hono/utils/html";
import type { ShopView } from "../view.ts";
import { DARK, darkAccent, LIGHT, perLook } from "./accent.ts";
import type { Face } from "./mood.ts";
import { type FontName, fontOf } from "./fonts.ts";
import { Footer, type FootLink } from "./footer.tsx";
import { escaped } from "./markup.ts";
import { precompiled } from "./precompiled.ts";
import { type Direction, eachWay } from "./sides.ts";

interface MailLayoutProps {
  readonly locale: string;
  readonly dir: Direction;
  readonly subject: string;
  /** The text that an inbox shows after the subject. */
  readonly preheader: string;
  readonly shop: ShopView;
  /** Beside the shop's name: the order's number. */
  readonly reference: string;
  readonly why: string;
  /** Links at the foot: the order, what is sent. */
  readonly foot_links?: readonly FootLink[];
  /** Left out for good news: then the mail is white from top to bottom. */
  readonly face?: Face | null;
  readonly json_ld?: string;
  /** The first part, on the ground of the mail's face. */
  readonly children: Child;
  /** What follows on white, without a line above it; left out where the mail has one part. */
  readonly below?: Child;
}

/** Prevents an inbox from showing the body's first words after the preheader: blanks that join to nothing. */
const PREHEADER_FILL = "\u00a0\u200c".repeat(64);

/** Stands apart: a client that refuses a style with what it does not know refuses this one alone. */
const BALANCED = "<style>h1{text-wrap:balance}</style>";

/** A bar's part that is not reached yet, in dark mode. */
const DARK_REST = "#4d4942";

/** Outlook for Windows: Word lays out, so no max-width, no inherited fonts, and pixels scaled by 96 dpi. */
const mso = perLook((font: FontName) =>
  `<!--[if mso]><noscript><xml><o:OfficeDocumentSettings xmlns:o="urn:schemas-microsoft-com:office:office"><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml></noscript><style>td,h1,h2,p,div,a{font-family:${
    fontOf(font).word
  }!important}</style><![endif]-->`
);
const MSO_OPEN = `<!--[if mso]><table role="presentation" width="600" align="center"><tr><td><![endif]-->`;
const MSO_CLOSE = `<!--[if mso]></td></tr></table><![endif]-->`;

export function MailLayout(props: MailLayoutProps): HtmlEscapedString {
  const {
    locale,
    dir,
    preheader,
    shop,
    reference,
    why,
    children,
    below = null,
    foot_links = [],
    face = null,
  } = props;
  const { stack: font } = fontOf(shop.font);
  const first = { shop_name: shopName(shop), reference, children, font };
  return sheet[dir]({
    lang: locale,
    dir,
    head: head(props),
    preheader,
    parts: face === null
      ? whole[dir](first)
      : [bandRow({ colour: face.fill.light }), tinted[dir]({ ...first, ground: face.ground.light })],
    below: below === null ? null : onWhite[dir]({ children: below, font }),
    footer: Footer({ why, shop, links: foot_links }),
    canvas: shop.canvas ?? LIGHT.canvas,
    font,
  });
}

interface Sheet {
  readonly lang: string;
  readonly dir: string;
  readonly head: Child;
  readonly preheader: string;
  readonly parts: Child;
  readonly below: Child;
  readonly footer: Child;
  readonly canvas: string;
  readonly font: string;
}

const sheet = eachWay(({ start }) =>
  precompiled<Sheet>(({ lang, dir, head, preheader, parts, below, footer, canvas, font }) => (
    <>
      {raw("<!doctype html>")}
      <html lang={lang} dir={dir}>
        {head}
        <body class="c" style={`margin:0;padding:0;background:${canvas}`}>
          <div style="display:none;max-height:0;overflow:hidden;mso-hide:all">
            {preheader}
            {PREHEADER_FILL}
          </div>
          <table
            role="presentation"
            width="100%"
            cellpadding="0"
            cellspacing="0"
            class="c"
            bgcolor={canvas}
          >
            <tr>
              <td align="center" class="o" style="padding:40px 16px">
                {raw(MSO_OPEN)}
                <table
                  role="presentation"
                  width="100%"
                  cellpadding="0"
                  cellspacing="0"
                  class="k"
                  bgcolor={LIGHT.card}
                  style={`max-width:600px;border-radius:16px;overflow:hidden;background:${LIGHT.card}`}
                >
                  {parts}
                  {below}
                </table>
                <table
                  role="presentation"
                  width="100%"
                  cellpadding="0"
                  cellspacing="0"
                  style="max-width:600px"
                >
                  <tr>
                    <td
                      class="p m"
                      align={start}
                      style={`padding:24px 48px 0;font:13px/1.6 ${font};color:${LIGHT.muted};word-break:break-word`}
                    >
                      {footer}
                    </td>
                  </tr>
                </table>
                {raw(MSO_CLOSE)}
              </td>
            </tr>
          </table>
        </body>
      </html>
    </>
  ))
);

interface First {
  readonly shop_name: Child;
  readonly reference: string;
  readonly children: Child;
  readonly font: string;
}

const whole = eachWay(({ start, end }) =>
  precompiled<First>(({ shop_name, reference, children, font }) => (
    <tr>
      <td class="p t" align={start} style={`padding:40px 48px;${textStyle(font)}`}>
        {nameRow(end, shop_name, reference)}
        {children}
      </td>
    </tr>
  ))
);

const tinted = eachWay(({ start, end }) =>
  precompiled<First & { readonly ground: string }>(({ shop_name, reference, children, font, ground }) => (
    <tr>
      <td
        class="p t n"
        align={start}
        bgcolor={ground}
        style={`padding:36px 48px;background:${ground};${textStyle(font)}`}
      >
        {nameRow(end, shop_name, reference)}
        {children}
      </td>
    </tr>
  ))
);

const onWhite = eachWay(({ start }) =>
  precompiled<Pick<First, "children" | "font">>(({ children, font }) => (
    <tr>
      <td class="p t" align={start} style={`padding:36px 48px 40px;${textStyle(font)}`}>{children}</td>
    </tr>
  ))
);

/** The shop's name, and what the mail is about. */
function nameRow(end: "left" | "right", shop_name: Child, reference: string): Child {
  return (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
      <tr>
        <td style="font-size:17px;font-weight:700;letter-spacing:-.01em">{shop_name}</td>
        <td align={end} class="m" style={`font-size:14px;color:${LIGHT.muted}`}>
          {reference}
        </td>
      </tr>
    </table>
  );
}

function textStyle(font: string): string {
  return `font:16px/1.5 ${font};color:${LIGHT.ink};word-break:break-word`;
}

/** Written as text rather than JSX: browsers and hono's JSX both move these elements. */
function head({ subject, shop, json_ld, face }: MailLayoutProps): HtmlEscapedString {
  const schema = json_ld === undefined ? "" : `<script type="application/ld+json">${json_ld}</script>`;
  return raw(
    `<head>${METAS}<title>${escaped(subject)}</title>${mso(shop.font)}<style>${
      css(shop.accent_dark, shop.font, shop.heading_font, face?.ground.dark ?? DARK.card)
    }</style>${BALANCED}${schema}</head>`,
  );
}

const METAS = [
  `<meta charset="utf-8"/>`,
  `<meta name="viewport" content="width=device-width"/>`,
  `<meta name="color-scheme" content="light dark"/>`,
  `<meta name="supported-color-schemes" content="light dark"/>`,
  `<meta name="format-detection" content="telephone=no,date=no,address=no,email=no"/>`,
].join("");

function shopName({ name, url, logo_url }: ShopView): Child {
  const shown = logo_url === null ? name : logo({ logo_url, name });
  return url === null ? shown : home({ url, shown });
}

const bandRow = precompiled<{ readonly colour: string }>(({ colour }) => (
  <tr>
    <td
      height="6"
      class="g"
      bgcolor={colour}
      style={`height:6px;font-size:1px;line-height:6px;background:${colour}`}
    >
      &nbsp;
    </td>
  </tr>
));

const logo = precompiled<{ readonly logo_url: string; readonly name: string }>(({ logo_url, name }) => (
  <img
    src={logo_url}
    alt={name}
    height="28"
    style="display:block;height:28px;max-width:220px;border:0"
  />
));

const home = precompiled<{ readonly url: string; readonly shown: Child }>(({ url, shown }) => (
  <a href={url} style="color:inherit;text-decoration:none">{shown}</a>
));

/**
 * Classes: c canvas, k card, e a card within it, n the face's ground, t text, m muted, l line, s soft ground, u what is not reached yet, a accent
 * text, g button, q the line beside a quote, i picture; o, p, w, b
 * only change on a phone. The last two rules are for Outlook on the web and its apps, which mark the elements they
 * darken instead of applying the media query. A client that drops all this shows a light mail whose lists are not
 * muted: only what repeats with every line is muted here.
 */
const css = perLook((accent_dark: string, font: FontName, heading_font: FontName, ground_dark: string) => {
  const accent = darkAccent(accent_dark);
  const inks = { ".t": DARK.ink, ".m": DARK.muted, ".a": accent.text, ".g": accent.on_fill };
  const grounds = {
    ".c": DARK.canvas,
    ".k": DARK.card,
    ".s": DARK.soft,
    ".i": DARK.soft,
    ".e": DARK.card,
    ".u": DARK_REST,
    ".g": accent.fill,
    ...(ground_dark === DARK.card ? {} : { ".n": ground_dark }),
  };
  return [
    `:root{color-scheme:light dark}b{font-weight:600}.m{color:${LIGHT.muted}}.l{font-size:1px}`,
    // Where pictures are off the title stands beside a plain square; in it, its first letters would be cut off.
    `.i{display:block;border-radius:10px;background:${LIGHT.soft};font-size:0;object-fit:cover}`,
    heading_font === font ? "" : `h1,h2{font-family:${fontOf(heading_font).stack}}`,
    "@media(max-width:520px){.o{padding:0 0 32px!important}.k{border-radius:0!important}",
    ".p{padding-left:24px!important;padding-right:24px!important}",
    ".w{width:100%!important}.b{display:block!important;width:auto!important}}",
    `@media(prefers-color-scheme:dark){${important("", "color", inks)}${
      important("", "background", grounds)
    }`,
    `.l{border-color:${DARK.line}!important}.q{border-color:${accent.fill}!important}}`,
    important("[data-ogsc] ", "color", inks),
    important("[data-ogsb] ", "background", grounds),
  ].join("");
});

/** Returns one CSS rule per value, stronger than any style attribute. */
function important(within: string, property: string, values: Readonly<Record<string, string>>): string {
  const by_value = Map.groupBy(Object.keys(values), (name) => values[name]);
  return [...by_value].map(([value, names]) =>
    `${names.map((name) => within + name).join()}{${property}:${value}!important}`
  ).join("");
}
