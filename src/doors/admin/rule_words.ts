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
  [/^must be a BCP 47 language tag$/, "rule.language"],
  [/^must be an ISO 3166-1 alpha-2 code$/, "rule.country"],
  [/^must be an ISO 4217 code$/, "rule.currency"],
  [/^must be a decimal amount$/, "rule.amount"],
  [/^must be a percentage$/, "rule.percentage"],
  [/^must be a number in E\.164$/, "rule.phone"],
  [/^must be (?:on )?one line$/, "rule.line"],
  [/^must (?:not be empty|have a visible character)$/, "rule.empty"],
  [/^must not end before it begins$/, "rule.order"],
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
