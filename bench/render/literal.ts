/** The same mail as one template literal without escaping: the upper limit for renderers, unsafe for real use. */
import type { Content } from "./content.ts";

const FONT = "-apple-system,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif";
export const STYLE =
  ":root{color-scheme:light dark}b{font-weight:600}.m{color:#67635d}.l{font-size:1px}.i{display:block;border-radius:10px;background:#f6f5f2;font-size:10px;object-fit:cover}@media(max-width:520px){.o{padding:0 0 32px!important}.k{border-radius:0!important}.p{padding-left:24px!important;padding-right:24px!important}.w{width:100%!important}.b{display:block!important;width:auto!important}}@media(prefers-color-scheme:dark){.t{color:#f3f1ed!important}.m{color:#aaa59d!important}.a{color:#5fa88f!important}.g{color:#fff!important;background:#1f6f54!important}.c{background:#131211!important}.k{background:#1d1c1a!important}.s,.i{background:#282623!important}.l{border-color:#37342f!important}}";
export const TABLE = `<table role="presentation" width="100%" cellpadding="0" cellspacing="0"`;
export const DIVIDER =
  `<div class="l" style="margin:36px 0 27px;border-top:1px solid #e7e4de;line-height:1px">&nbsp;</div>`;
export const CELL = `padding:40px 48px;font:16px/1.5 ${FONT};color:#1d1c1a;word-break:break-word`;
export const FOOT = `padding:24px 48px 0;font:13px/1.6 ${FONT};color:#67635d;word-break:break-word`;

export function literal({ view, words }: Content): string {
  const { shop } = view;
  return `<!doctype html><html lang="${view.locale}" dir="${view.dir}"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width"/><meta name="color-scheme" content="light dark"/><title>${words.subject}</title><style>${STYLE}</style><script type="application/ld+json">${view.json_ld}</script></head>
<body class="c" style="margin:0;padding:0;background:#f6f5f2"><div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${words.preheader}</div>
${TABLE} class="c" bgcolor="#f6f5f2"><tr><td align="center" class="o" style="padding:40px 16px">${TABLE} class="k" bgcolor="#ffffff" style="max-width:600px;border-radius:16px;background:#ffffff"><tr><td class="p t" align="left" style="${CELL}">
${TABLE}><tr><td style="font-size:17px;font-weight:700;letter-spacing:-.01em"><a href="${shop.url}" style="color:inherit;text-decoration:none">${shop.name}</a></td><td align="right" class="m" style="font-size:14px;color:#67635d" nowrap>${words.reference}</td></tr></table>
<h1 style="margin:40px 0 0;font-size:30px;line-height:1.2;font-weight:600;letter-spacing:-.02em">${words.headline}</h1><p class="m" style="margin:12px 0 28px;font-size:17px;color:#67635d">${words.lead}</p>
${TABLE} style="margin-bottom:28px"><tr><td class="s" bgcolor="#f6f5f2" style="padding:16px 20px;border-radius:10px;background:#f6f5f2"><div class="m" style="font-size:14px">${words.expected}</div><div style="font-size:18px;font-weight:600">${view.expected}</div></td></tr></table>
<table role="presentation" cellpadding="0" cellspacing="0" class="w"><tr><td class="g" align="center" bgcolor="${shop.accent}" style="border-radius:10px;background:${shop.accent};mso-padding-alt:14px 28px"><a href="${view.page_url}" class="b g" style="display:inline-block;padding:14px 28px;border-radius:10px;font-size:16px;font-weight:600;color:#ffffff;text-decoration:none">${words.button}</a></td></tr></table>
${DIVIDER}<h2 style="margin:0 0 20px;font-size:18px;line-height:1.3;font-weight:600;letter-spacing:-.01em">${words.items}</h2>${TABLE} style="line-height:1.4">${
    view.lines.map((line) =>
      `<tr valign="top"><td width="80" height="84"><img class="i" src="${line.image_url}" alt="${line.title}" width="64" height="64"/></td><td style="padding:0 16px 20px 0"><b>${line.title}</b><div class="m" style="font-size:14px">${line.variant}<br/>${line.pricing}</div></td><td align="right" nowrap>${line.total}</td></tr>`
    ).join("")
  }</table>
${DIVIDER}${TABLE} style="font-size:15px">${
    view.sums.map(({ label, amount }) =>
      `<tr valign="top"><td class="m" style="padding:0 16px 8px 0">${label}</td><td align="right" nowrap>${amount}</td></tr>`
    ).join("")
  }<tr valign="top" style="font-size:20px;font-weight:600"><td style="padding:8px 16px 0 0">${words.total}</td><td align="right" style="padding-top:8px" nowrap>${view.total}</td></tr><tr valign="top"><td colspan="2" class="m" style="padding:2px 0 8px;font-size:14px">${view.included_tax}<br/>${view.payment.sentence}</td></tr></table>
${DIVIDER}${TABLE} style="font-size:15px"><tr valign="top"><td class="b" width="50%" style="padding:0 16px 24px 0"><div class="m" style="padding-bottom:4px;font-size:14px">${words.delivery}</div>${
    view.delivery_address!.join("<br/>")
  }</td><td class="b" width="50%" style="padding:0 16px 24px 0"><div class="m" style="padding-bottom:4px;font-size:14px">${words.billing}</div>${words.same_address}</td></tr></table>
${DIVIDER}<div style="font-size:15px"><p style="margin:0 0 12px">${
    view.returns!.sentence
  }</p><p style="margin:0">${words.support} <a href="mailto:${shop.support_email}" class="a" style="color:#1f6f54;text-decoration:underline">${shop.support_email}</a></p></div>
</td></tr></table>${TABLE} style="max-width:600px"><tr><td class="p m" align="left" style="${FOOT}">${words.why}<br/><br/>${
    shop.legal_lines.join("<br/>")
  }</td></tr></table></td></tr></table></body></html>`;
}
