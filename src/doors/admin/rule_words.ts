/** Says a schema's rule in the language of the desk. A rule that it does not know stays as the schema says it. */
import { type DeskKey, w } from "../../../templates/admin/words.ts";

/** Each rule of `values/fault.ts` and of the settings' schemas that a form of the desk can meet. The first that matches counts. */
const RULES: readonly (readonly [RegExp, DeskKey])[] = [
  [/^must be given$/, "rule.given"],
  [/^must be text$/, "rule.text"],
  [/^must be a number$/, "rule.number"],
  [/^must be a whole number(?: within 2\^53)?$/, "rule.whole"],
  [/^must be >= (?<n>\S+)$/, "rule.min"],
  [/^must be <= (?<n>\S+)$/, "rule.max"],
  [/^must have >= (?<n>\d+) characters?$/, "rule.min_chars"],
  [/^must have <= (?<n>\d+) characters?$/, "rule.max_chars"],
  [/^must have >= (?<n>\d+) entr(?:y|ies)$/, "rule.min_entries"],
  [/^must have <= (?<n>\d+) entr(?:y|ies)$/, "rule.max_entries"],
  [/^must be (?<values>"[^"]*"(?: or "[^"]*")*)$/, "rule.one_of"],
  [/^must be (?:a URL|an http or https address)$/, "rule.web"],
  [/^must be an https address(?: of a public host)?$/, "rule.https"],
  [/^must be an https address with (?<part>.+) in it$/, "rule.https_with"],
  [/^must be (?:an address|one mail address)$/, "rule.mail"],
  [/^must be an address, or @ and a domain$/, "rule.mail_or_domain"],
  [/^must be a (?:day such as \S+|real date)$/, "rule.day"],
  [/^must be an IANA time zone such as \S+$/, "rule.zone"],
  [/^must be a BCP 47 language tag(?: such as \S+)?$/, "rule.language"],
  [/^must be an ISO 3166-1 alpha-2 code$/, "rule.country"],
  [/^must be an ISO 4217 code$/, "rule.currency"],
  [/^must be a decimal amount$/, "rule.amount"],
  [/^must be a percentage$/, "rule.percentage"],
  [/^must be a number in E\.164$/, "rule.phone"],
  [/^must be (?:on )?one line$/, "rule.line"],
  [/^must (?:not be empty|have a visible character)$/, "rule.empty"],
  [/^must not end before it begins$/, "rule.order"],
  [/^must be a colour such as \S+$/, "rule.colour"],
  [/^must be a domain(?: name)? such as \S+$/, "rule.domain"],
  [/^must be a kind of docs\/mails\.md$/, "rule.kind"],
  [/^must be a kind that may be switched off: this one answers a person or the shop$/, "rule.switchable"],
  [/^must be a language that mails are written in$/, "rule.mail_language"],
  [
    /^must be a text that messages of this kind, or this section of the catalogue, have$/,
    "rule.text_of_kind",
  ],
  [/^must be a version such as \S+$/, "rule.version"],
  [/^must be the app's client id$/, "rule.client_id"],
  [/^must be the name of a source$/, "rule.source"],
  [/^must have (?<part>\{\w+\}) in it$/, "rule.with_part"],
  [
    /^must (?:hold no space and no slash|have no space around it|be \S+ to \S+ signs without a space)$/,
    "rule.no_space",
  ],
  [/^must name <= (?<n>\d+) carriers$/, "rule.carriers"],
  [/^must name channels, tags or customers$/, "rule.rule_named"],
  [
    /^must be a channel such as pos or amazon-\*, with the storefront and a colon before it or not$/,
    "rule.channel",
  ],
  [/^must begin with one of (?<names>.+) where it has a colon$/, "rule.storefront"],
  [/^must be a list$/, "rule.list"],
  [/^must be an object$/, "rule.object"],
  [/^must be true or false$/, "rule.boolean"],
  [/^must be an RFC 3339 time with a zone$/, "rule.time"],
  [/^must (?:be of another form|match .+)$/, "rule.form"],
  [/^must have no other fields than its topic's$/, "rule.extra"],
  [/^must be (?:the endpoint's signing secret, )?(?<form><.+|whsec_ with .+|whsec_…)$/, "rule.secret_form"],
  [/^must be given, as \S+ makes its own$/, "rule.given_by"],
  [/^must not be the \d+th that is live: drop the old ones first$/, "rule.too_many"],
  [/^must have in braces only (?<names>.+)$/, "rule.braces"],
  [/^must be a setting: see docs\/settings\.md$/, "rule.setting"],
];

export function ruleText(rule: string): string {
  for (const [pattern, key] of RULES) {
    const groups = pattern.exec(rule)?.groups;
    if (pattern.test(rule)) {
      return w(key, { ...groups, ...(groups?.["values"] === undefined ? {} : listed(groups["values"])) });
    }
  }
  return rule;
}

/** `"a" or "b"` as every language lists it. */
function listed(values: string): { readonly values: string } {
  return { values: values.replaceAll('"', "").replaceAll(" or ", ", ") };
}
