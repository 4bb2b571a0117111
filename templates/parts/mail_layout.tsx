/** The sheet that every mail is written on: head, dark mode, the shop's name, the footer. It knows nothing of orders. */
import type { Child, FC } from "hono/jsx";
import { raw } from "hono/html";
import type { ShopView } from "../view.ts";
import { DARK, darkAccent, LIGHT, perAccent } from "./accent.ts";
import { Lines } from "./lines.tsx";
import { escaped } from "./markup.ts";

interface MailLayoutProps {
  readonly locale: string;
  readonly dir: "ltr" | "rtl";
  readonly subject: string;
  /** What an inbox shows behind the subject. */
  readonly preheader: string;
  readonly shop: ShopView;
  /** Beside the shop's name: the order's number. */
  readonly reference: string;
  readonly why: string;
  readonly json_ld?: string;
  readonly children: Child;
}

/** No quotes inside: they would be escaped in every style attribute. */
const FONT = "-apple-system,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif";
/** Keeps an inbox from showing the body's first words after the preheader: blanks that join to nothing. */
const PREHEADER_FILL = "\u00a0\u200c".repeat(64);

export const MailLayout: FC<MailLayoutProps> = (props) => {
  const { shop, dir } = props;
  const end = dir === "rtl" ? "left" : "right";
  return (
    <>
      {raw("<!doctype html>")}
      <html lang={props.locale} dir={dir}>
        {raw(head(props))}
        <body class="c" style={`margin:0;padding:0;background:${LIGHT.canvas}`}>
          <div style="display:none;max-height:0;overflow:hidden;mso-hide:all">
            {props.preheader}
            {PREHEADER_FILL}
          </div>
          <table
            role="presentation"
            width="100%"
            cellpadding="0"
            cellspacing="0"
            class="c"
            bgcolor={LIGHT.canvas}
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
                  style={`max-width:600px;border-radius:16px;background:${LIGHT.card}`}
                >
                  <tr>
                    <td
                      class="p t"
                      align={dir === "rtl" ? "right" : "left"}
                      style={`padding:40px 48px;font:16px/1.5 ${FONT};color:${LIGHT.ink};word-break:break-word`}
                    >
                      <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
                        <tr>
                          <td style="font-size:17px;font-weight:700;letter-spacing:-.01em">
                            <ShopName shop={shop} />
                          </td>
                          <td
                            align={end}
                            class="m"
                            style={`font-size:14px;color:${LIGHT.muted};white-space:nowrap`}
                          >
                            {props.reference}
                          </td>
                        </tr>
                      </table>
                      {props.children}
                    </td>
                  </tr>
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
                      align={dir === "rtl" ? "right" : "left"}
                      style={`padding:24px 48px 0;font:13px/1.6 ${FONT};color:${LIGHT.muted};word-break:break-word`}
                    >
                      <Lines
                        lines={[
                          props.why,
                          ...(shop.legal_lines.length === 0 ? [] : ["", ...shop.legal_lines]),
                        ]}
                      />
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
  );
};

/** Written down as text: hono's JSX moves these elements about, which costs more than all the rest of a mail. */
function head({ subject, shop, json_ld }: MailLayoutProps): string {
  const schema = json_ld === undefined ? "" : `<script type="application/ld+json">${json_ld}</script>`;
  return `<head>${METAS}<title>${escaped(subject)}</title>${MSO}<style>${
    css(shop.accent)
  }</style>${schema}</head>`;
}

const METAS = [
  `<meta charset="utf-8"/>`,
  `<meta name="viewport" content="width=device-width"/>`,
  `<meta name="color-scheme" content="light dark"/>`,
  `<meta name="supported-color-schemes" content="light dark"/>`,
  `<meta name="format-detection" content="telephone=no,date=no,address=no,email=no"/>`,
].join("");

const ShopName: FC<{ readonly shop: ShopView }> = ({ shop }) => {
  const name = shop.logo_url === null ? shop.name : (
    <img
      src={shop.logo_url}
      alt={shop.name}
      height="28"
      style="display:block;height:28px;max-width:220px;border:0"
    />
  );
  return shop.url === null
    ? <>{name}</>
    : <a href={shop.url} style="color:inherit;text-decoration:none">{name}</a>;
};

/** Outlook for Windows: Word lays out, so no max-width, no inherited fonts, and pixels scaled by 96 dpi. */
const MSO =
  `<!--[if mso]><noscript><xml><o:OfficeDocumentSettings xmlns:o="urn:schemas-microsoft-com:office:office"><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml></noscript><style>td,h1,h2,p,div,a{font-family:Arial,sans-serif!important}</style><![endif]-->`;
const MSO_OPEN = `<!--[if mso]><table role="presentation" width="600" align="center"><tr><td><![endif]-->`;
const MSO_CLOSE = `<!--[if mso]></td></tr></table><![endif]-->`;

/**
 * c canvas, k card, t text, m muted, l line, s soft ground, a accent text, g button, i picture; o, p, w, b only change on a phone.
 * The second half is Outlook on the web and its apps, which mark the elements they darken instead of answering the query.
 */
const css = perAccent((shop_accent) => {
  const accent = darkAccent(shop_accent);
  const inked: readonly (readonly [string, string])[] = [
    ["t", DARK.ink],
    ["m", DARK.muted],
    ["a", accent.text],
    ["g", accent.on_fill],
  ];
  const grounds: readonly (readonly [string, string])[] = [
    ["c", DARK.canvas],
    ["k", DARK.card],
    ["s", DARK.soft],
    ["i", DARK.soft],
    ["g", accent.fill],
  ];
  const rules = (prefix: string, property: string, pairs: typeof inked) =>
    pairs.map(([name, value]) => `${prefix}.${name}{${property}:${value}!important}`).join("");
  return [
    `:root{color-scheme:light dark}b{font-weight:600}.i{display:block;border-radius:10px;background:${LIGHT.soft};font-size:10px;object-fit:cover}`,
    "@media(max-width:520px){.o{padding:0 0 32px!important}.k{border-radius:0!important}",
    ".p{padding-left:24px!important;padding-right:24px!important}",
    ".w{width:100%!important}.b{display:block!important;width:auto!important}}",
    `@media(prefers-color-scheme:dark){${rules("", "color", inked)}${rules("", "background", grounds)}`,
    `.l{border-color:${DARK.line}!important}}`,
    rules("[data-ogsc] ", "color", inked),
    rules("[data-ogsb] ", "background", grounds),
  ].join("");
});
