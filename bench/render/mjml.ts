/** The same mail as Vendure's EmailPlugin makes it: handlebars fills in MJML, and MJML is compiled for every mail. */
import Handlebars from "handlebars";
import mjml2html from "mjml";
import type { Content } from "./content.ts";

const template = Handlebars.compile(`<mjml>
<mj-head><mj-title>{{words.subject}}</mj-title><mj-preview>{{words.preheader}}</mj-preview>
<mj-attributes><mj-all font-family="Arial, sans-serif" color="#1d1c1a" /><mj-text font-size="16px" line-height="1.5" /></mj-attributes>
<mj-raw><script type="application/ld+json">{{{view.json_ld}}}</script></mj-raw></mj-head>
<mj-body background-color="#f6f5f2" width="600px">
<mj-section background-color="#ffffff"><mj-column width="60%"><mj-text font-weight="700"><a href="{{view.shop.url}}">{{view.shop.name}}</a></mj-text></mj-column><mj-column width="40%"><mj-text align="right" color="#67635d">{{words.reference}}</mj-text></mj-column></mj-section>
<mj-section background-color="#ffffff"><mj-column><mj-text font-size="30px">{{words.headline}}</mj-text><mj-text color="#67635d">{{words.lead}}</mj-text><mj-text container-background-color="#f6f5f2">{{words.expected}}<br/><b>{{view.expected}}</b></mj-text><mj-button href="{{view.page_url}}" background-color="{{view.shop.accent}}" color="#ffffff">{{words.button}}</mj-button><mj-divider border-width="1px" border-color="#e7e4de" /><mj-text font-size="18px">{{words.items}}</mj-text>
<mj-table>{{#each view.lines}}<tr valign="top"><td width="80"><img src="{{image_url}}" alt="{{title}}" width="64" height="64"/></td><td><b>{{title}}</b><br/>{{variant}}<br/>{{pricing}}</td><td align="right">{{total}}</td></tr>{{/each}}</mj-table><mj-divider border-width="1px" border-color="#e7e4de" />
<mj-table>{{#each view.sums}}<tr><td>{{label}}</td><td align="right">{{amount}}</td></tr>{{/each}}<tr><td><b>{{words.total}}</b></td><td align="right"><b>{{view.total}}</b></td></tr><tr><td colspan="2">{{view.included_tax}}<br/>{{view.payment.sentence}}</td></tr></mj-table></mj-column></mj-section>
<mj-section background-color="#ffffff"><mj-column><mj-text color="#67635d">{{words.delivery}}</mj-text><mj-text>{{#each view.delivery_address}}{{this}}<br/>{{/each}}</mj-text></mj-column><mj-column><mj-text color="#67635d">{{words.billing}}</mj-text><mj-text>{{words.same_address}}</mj-text></mj-column></mj-section>
<mj-section background-color="#ffffff"><mj-column><mj-text>{{view.returns.sentence}}</mj-text><mj-text>{{words.support}} <a href="mailto:{{view.shop.support_email}}">{{view.shop.support_email}}</a></mj-text></mj-column></mj-section>
<mj-section><mj-column><mj-text font-size="13px" color="#67635d">{{words.why}}<br/>{{#each view.shop.legal_lines}}{{this}}<br/>{{/each}}</mj-text></mj-column></mj-section>
</mj-body></mjml>`);

export async function mjml(content: Content): Promise<string> {
  return (await mjml2html(template(content))).html;
}
