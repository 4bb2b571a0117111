/**
 * Estimates how well an unseen family of bounces would be judged: each family in turn is judged without the wordings
 * that only its own mails match. This file only removes wordings and measures nothing. A wording is one alternative
 * of a rule (`a` of /a|b/). A wording that no mail of the corpus matches comes from documentation and stays.
 * Providers' documented codes are removed as well, so the figure is rather too low.
 */
import { type Failure, plainWords } from "../../src/conversations/failure.ts";
import { WORDING, type Wording } from "../../src/conversations/wording.ts";

/** A judged failure, and the family of the mail that reported it. */
export interface SeenFailure {
  readonly family: string;
  readonly failure: Failure;
}

/** `lhost-postfix` of `lhost-postfix-02.eml`. */
export function familyOf(file: string): string {
  return file.replace(/-\d+\.eml$/, "");
}

/** Returns, for a family, the wordings that remain without those that only its mails match. */
export function wordingsWithout(seen: readonly SeenFailure[]): (family: string) => Wording {
  const texts = seen.map(({ family, failure }) => ({ family, forms: formsOf(failure) }));
  const families = new Map<RegExp, ReadonlySet<string>>();
  const confirmedBy = (rule: RegExp): ReadonlySet<string> => {
    const known = families.get(rule);
    if (known !== undefined) return known;
    const found = new Set(
      texts.filter(({ forms }) => forms.some((form) => rule.test(form))).map(({ family }) => family),
    );
    families.set(rule, found);
    return found;
  };
  const single = singleRules(WORDING);
  return (family) => {
    const stays = (rule: RegExp) => {
      const by = confirmedBy(rule);
      return !(by.size === 1 && by.has(family));
    };
    return {
      ...mapRules(single, (rules) => rules.filter(stays)),
      provider_sayings: single.provider_sayings.filter(([rule]) => stays(rule)),
    };
  };
}

/** Returns the texts on which the rules are tried, in every form that some rule reads. */
function formsOf({ diagnostic, context }: Failure): readonly string[] {
  return [diagnostic, context].flatMap((text) => {
    const line = text.replace(/\s+/g, " ");
    return [plainWords(text), line, line.toLowerCase()];
  });
}

function singleRules(wording: Wording): Wording {
  return {
    ...mapRules(wording, (rules) => rules.flatMap(alternatives)),
    provider_sayings: wording.provider_sayings.flatMap(([rule, meaning]) =>
      alternatives(rule).map((one) => [one, meaning] as const)
    ),
  };
}

function mapRules(
  wording: Wording,
  change: (rules: readonly RegExp[]) => readonly RegExp[],
): Omit<Wording, "provider_sayings"> {
  const { provider_sayings: _, ...lists } = wording;
  return Object.fromEntries(
    Object.entries(lists).map(([name, rules]) => [name, change(rules)]),
  ) as unknown as Omit<Wording, "provider_sayings">;
}

/** Returns the top-level alternatives of `rule`, each as a rule. */
function alternatives({ source, flags }: RegExp): readonly RegExp[] {
  const found: string[] = [];
  let depth = 0;
  let in_class = false;
  let start = 0;
  for (let at = 0; at < source.length; at++) {
    const sign = source[at]!;
    if (sign === "\\") at++;
    else if (in_class) in_class = sign !== "]";
    else if (sign === "[") in_class = true;
    else if (sign === "(") depth++;
    else if (sign === ")") depth--;
    else if (sign === "|" && depth === 0) {
      found.push(source.slice(start, at));
      start = at + 1;
    }
  }
  found.push(source.slice(start));
  return found.map((one) => new RegExp(one, flags));
}
