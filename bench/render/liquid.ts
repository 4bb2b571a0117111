/** The same mail with liquidjs: a template parsed once, every value escaped, rendered synchronously. */
import { Liquid } from "liquidjs";
import type { Content } from "./content.ts";
import { CELL, DIVIDER, FOOT, STYLE, TABLE } from "./literal.ts";

const engine = new Liquid({ outputEscape: "escape" });
const template = engine.parse(
  `<!doctype html><html lang="{{ view.locale }}" dir="{{ view.dir }}"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width"/><meta name="color-scheme" content="light dark"/><title>{{ words.subject }}</title><style>${STYLE}</style><script type="application/ld+json">{{ view.json_ld | raw }}</script></head>
<body class="c" style="margin:0;padding:0;background:#f6f5f2"><div style="display:none;max-height:0;overflow:hidden;mso-hide:all">{{ words.preheader }}</div>
${TABLE} class="c" bgcolor="#f6f5f2"><tr><td align="center" class="o" style="padding:40px 16px">${TABLE} class="k" bgcolor="#ffffff" style="max-width:600px;border-radius:16px;background:#ffffff"><tr><td class="p t" align="left" style="${CELL}">
${TABLE}><tr><td style="font-size:17px;font-weight:700;letter-spacing:-.01em"><a href="{{ view.shop.url }}" style="color:inherit;text-decoration:none">{{ view.shop.name }}</a></td><td align="right" class="m" style="font-size:14px;color:#67635d" nowrap>{{ words.reference }}</td></tr></table>
<h1 style="margin:40px 0 0;font-size:30px;line-height:1.2;font-weight:600;letter-spacing:-.02em">{{ words.headline }}</h1><p class="m" style="margin:12px 0 28px;font-size:17px;color:#67635d">{{ words.lead }}</p>
${TABLE} style="margin-bottom:28px"><tr><td class="s" bgcolor="#f6f5f2" style="padding:16px 20px;border-radius:10px;background:#f6f5f2"><div class="m" style="font-size:14px">{{ words.expected }}</div><div style="font-size:18px;font-weight:600">{{ view.expected }}</div></td></tr></table>
<table role="presentation" cellpadding="0" cellspacing="0" class="w"><tr><td class="g" align="center" bgcolor="{{ view.shop.accent }}" style="border-radius:10px;background:{{ view.shop.accent }};mso-padding-alt:14px 28px"><a href="{{ view.page_url }}" class="b g" style="display:inline-block;padding:14px 28px;border-radius:10px;font-size:16px;font-weight:600;color:#ffffff;text-decoration:none">{{ words.button }}</a></td></tr></table>
${DIVIDER}<h2 style="margin:0 0 20px;font-size:18px;line-height:1.3;font-weight:600;letter-spacing:-.01em">{{ words.items }}</h2>${TABLE} style="line-height:1.4">{% for line in view.lines %}<tr valign="top"><td width="80" height="84"><img class="i" src="{{ line.image_url }}" alt="{{ line.title }}" width="64" height="64"/></td><td style="padding:0 16px 20px 0"><b>{{ line.title }}</b><div class="m" style="font-size:14px">{{ line.variant }}<br/>{{ line.pricing }}</div></td><td align="right" nowrap>{{ line.total }}</td></tr>{% endfor %}</table>
${DIVIDER}${TABLE} style="font-size:15px">{% for sum in view.sums %}<tr valign="top"><td class="m" style="padding:0 16px 8px 0">{{ sum.label }}</td><td align="right" nowrap>{{ sum.amount }}</td></tr>{% endfor %}<tr valign="top" style="font-size:20px;font-weight:600"><td style="padding:8px 16px 0 0">{{ words.total }}</td><td align="right" style="padding-top:8px" nowrap>{{ view.total }}</td></tr><tr valign="top"><td colspan="2" class="m" style="padding:2px 0 8px;font-size:14px">{{ view.included_tax }}<br/>{{ view.payment.sentence }}</td></tr></table>
${DIVIDER}${TABLE} style="font-size:15px"><tr valign="top"><td class="b" width="50%" style="padding:0 16px 24px 0"><div class="m" style="padding-bottom:4px;font-size:14px">{{ words.delivery }}</div>{% for part in view.delivery_address %}{{ part }}<br/>{% endfor %}</td><td class="b" width="50%" style="padding:0 16px 24px 0"><div class="m" style="padding-bottom:4px;font-size:14px">{{ words.billing }}</div>{{ words.same_address }}</td></tr></table>
${DIVIDER}<div style="font-size:15px"><p style="margin:0 0 12px">{{ view.returns.sentence }}</p><p style="margin:0">{{ words.support }} <a href="mailto:{{ view.shop.support_email }}" class="a" style="color:#1f6f54;text-decoration:underline">{{ view.shop.support_email }}</a></p></div>
</td></tr></table>${TABLE} style="max-width:600px"><tr><td class="p m" align="left" style="${FOOT}">{{ words.why }}<br/><br/>{% for legal in view.shop.legal_lines %}{{ legal }}<br/>{% endfor %}</td></tr></table></td></tr></table></body></html>`,
);

export function liquid(content: Content): string {
  return engine.renderSync(template, content);
}
