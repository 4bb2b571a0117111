/** One telling notice of every kind: what it says, to whom, with the link it carries. */
import { type StandaloneContentOf, standaloneView } from "../../src/mail/content/standalone.ts";
import type { StandaloneKind } from "../../src/messages/message.ts";
import type { StoredStandalone } from "../../src/messages/standalone.ts";
import type { ShopSettings } from "../../src/orders/shop.ts";
import type { StandaloneView } from "../../templates/standalone_view.ts";
import { ACTION_URL, CODE, STANDALONE_CASES } from "../kinds/standalone_cases.ts";
import { SHOP } from "../support/cast.ts";

const READER = { email: "ada@lovelace.example", name: "Ada Lovelace", first_name: "Ada" };

/** The sample of `kind`; `changed` is what a test wants different about what it says or to whom. */
export function standaloneSample<Kind extends StandaloneKind>(
  kind: Kind,
  locale = "en",
  changed: Partial<StoredStandalone<Kind>> = {},
): StoredStandalone<Kind> {
  return {
    to: READER,
    locale,
    link: STANDALONE_CASES[kind].link,
    facts: STANDALONE_CASES[kind].facts,
    ...changed,
  };
}

/** What the sample notice of `kind` shows. */
export function standaloneSampleView<Kind extends StandaloneKind>(
  kind: Kind,
  locale?: string,
  changed: Partial<StoredStandalone<Kind>> = {},
  shop: ShopSettings = SHOP,
): StandaloneView<StandaloneContentOf<Kind>> {
  const sample = standaloneSample(kind, locale, changed);
  return standaloneView(kind, sample, shop, linksOf(kind, sample));
}

/** As a delivery makes them, signed by nobody. */
export function linksOf(kind: StandaloneKind, { link }: Pick<StoredStandalone, "link">) {
  return {
    action_url: link === undefined ? null : ACTION_URL,
    code: kind === "verification_code" ? CODE : null,
  };
}
