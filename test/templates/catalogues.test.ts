import { RETURN_STEPS } from "../../src/orders/return_progress.ts";
import { DESK_SCREENS } from "../../src/messages/kinds/shop.ts";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, test } from "vitest";
import { OFFERS } from "../../src/customers/offers.ts";
import { PROGRESS_STATES } from "../../src/mail/view/progress.ts";
import { STEP_KINDS } from "../../src/mail/view/progress_steps.ts";
import { ORDER_KINDS, SMS_KINDS } from "../../src/messages/message.ts";
import { CHOICES, CODE_USES } from "../../src/messages/kinds/customer.ts";
import { REQUEST_NEWS } from "../../src/messages/kinds/support.ts";
import { ALERT_TOPICS } from "../../src/messages/kinds/shop.ts";
import { REMEDIES, REQUESTS } from "../../src/orders/event.ts";
import { FATES } from "../../src/orders/goods/fate.ts";
import { SHORT_CARE, SHORT_NEWS } from "../../src/orders/plan/short_news.ts";
import {
  acceptedLocale,
  CATALOGUES,
  chooseLocale,
  direction,
  type TextKey,
  translator,
} from "../../templates/locales/translate.ts";

const sources = Object.values(
  import.meta.glob([
    "../../templates/**/*.{ts,tsx}",
    "../../src/mail/**/*.ts",
    "../../src/doors/pages/**/*.{ts,tsx}",
  ], {
    query: "?raw",
    import: "default",
    eager: true,
  }) as Record<string, string>,
).join("\n");

/** What a key that is put together at run time may end in. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  desk: DESK_SCREENS,
  "sendcode.lead_template": ["verification_code", "two_factor_code"],
  template: ["password_reset", "activation"],
  "state": PROGRESS_STATES,
  "kind": STEP_KINDS,
  "status": ["pending", "refunded", "voided", "failed"],
  "shipment.status": [
    "shipped",
    "in_transit",
    "out_for_delivery",
    "ready_for_pickup",
    "picked_up",
    "delivered",
    "attempted",
    "exception",
    "returned_to_sender",
  ],
  "page.step_state": ["done", "current", "upcoming"],
  "page.payment_payment.status": ["succeeded", "pending", "failed", "disputed"],
  "page.return_progress.step": [...RETURN_STEPS],
  "mailed.kind": [...ORDER_KINDS, ...SMS_KINDS],
  "act.offer": OFFERS,
  "problem.what": ["missing", "damaged", "wrong_item", "not_arrived", "other"],
  "problem.value": ["missing", "damaged", "wrong_item", "not_arrived", "other"],
  "address.name": ["name", "company", "street", "more", "postal_code", "city", "region"],
  "back.value": ["refund", "exchange", "too_big", "too_small", "not_as_described", "faulty", "changed_mind"],
  "back.why": ["too_big", "too_small", "not_as_described", "faulty", "changed_mind"],
  "prefs.name": ["progress", "care", "progress_hint", "care_hint"],
  "prove.for_use": ["history", "unmask", "export", "erasure", "address_change", "chat"],
  "problem.problem": ["not_found", "failed", "busy"],
  "cause": ["customer", "inventory", "declined"],
  "money": ["none", "reserved", "owed", "rest_owed", "partly_refunded", "refunded"],
  "shipped.subject_scope": ["all", "some", "last"],
  "shipped.lead_scope": ["all", "some", "last"],
  "shipped.headline_scope": ["some", "last"],
  "change": ["earlier", "date", "tracking", "tracked"],
  "line.where_fate": FATES,
  "open.about": REQUESTS,
  "open.open.about": REQUESTS,
  "open.wants_remedy": REMEDIES,
  "news": REQUEST_NEWS,
  "remedy": REMEDIES,
  "problem.decided_decided": ["at_once", "by_shop"],
  "heldup.value": ["send_again", "send_elsewhere", "refund_instead"],
  "heldup.wish": ["send_again", "send_elsewhere", "refund_instead"],
  "what": ["not_arrived", "damaged", "wrong_item", "missing", "other"],
  "line.way_way": ["local", "pickup", "till", "digital"],
  "held.headline_problem": ["address", "customs", "damage", "lost", "other"],
  "sum.kind": [
    ...[
      "discount",
      "shipping",
      "gift_card",
      "store_credit",
      "fee",
      "tip",
      "duties",
      "rounding",
      "adjustment",
      "other",
    ],
  ],
  "refund.headline_goes": ["store_credit", "gift_card", "cash"],
  "refund.lead_goes": ["store_credit", "gift_card", "transfer", "cash", "apart"],
  "refund.to_to": ["store_credit", "gift_card", "transfer", "cash"],
  "held.lead_problem": ["address", "customs", "damage", "lost", "other"],
  "use": CODE_USES,
  "topic": ALERT_TOPICS,
  "alert.known": ALERT_TOPICS,
  "choice": CHOICES,
  "text.what": [...SHORT_NEWS, ...SHORT_CARE, "way_on", "way_off", "way_help", "code_old"],
  "rated.of": ["delivery", "shop"],
  "prefs.ways_of": ["progress", "care"],
  "prefs.of": ["progress", "care"],
  "erasure.kept_name": ["invoices", "payments"],
  "digest.name": ["sent", "failed", "bounced", "waiting_conversations"],
  "digest.do_name": ["failed", "bounced", "answer", "rating"],
};

interface Element {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
}

/** Names of the variables in a message; ICU's literals and `#` have none. */
function variables(elements: readonly Element[]): readonly string[] {
  const names = elements.flatMap(({ type, value = "", options = {} }) => [
    ...(type >= 1 && type <= 6 ? [value] : []),
    ...Object.values(options).flatMap((option) => variables(option.value)),
  ]);
  return [...new Set(names)].sort();
}

function variablesOf(message: string): readonly string[] {
  return variables(
    new IntlMessageFormat(message, "en", undefined, { ignoreTag: true }).getAst() as readonly Element[],
  );
}

/** `` t(`step.${kind}`) `` uses every key that it can become. */
function usedKeys(): ReadonlySet<string> {
  const plain = [...sources.matchAll(/"([a-z]+\.[a-z_]+)"/g)].map(([, key]) => key!);
  const made = [...sources.matchAll(/`([a-z]+\.[a-z_]*)\$\{([\w.]+)(?: as \w+)?\}([a-z_]*)`/g)].flatMap((
    [, start, name, end],
  ) => (ENDINGS[`${start}${name}`] ?? ENDINGS[name!] ?? []).map((middle) => `${start}${middle}${end}`));
  return new Set([...plain, ...made]);
}

describe("the catalogues", () => {
  const keys = Object.keys(CATALOGUES["en"]!) as TextKey[];

  test("every language has the same texts", () => {
    for (const [language, catalogue] of Object.entries(CATALOGUES)) {
      expect(Object.keys(catalogue).toSorted(), language).toEqual(keys.toSorted());
      for (const key of keys) {
        expect(variablesOf(catalogue[key]), `${language} ${key}`).toEqual(
          variablesOf(CATALOGUES["en"]![key]),
        );
        expect(catalogue[key].trim(), `${language} ${key}`).not.toBe("");
      }
    }
  });

  test("every text is used by a template or a view", () => {
    const used = usedKeys();
    expect(keys.filter((key) => !used.has(key))).toEqual([]);
  });

  test("a text whose variable is missing throws instead of leaving a gap", () => {
    const t = translator("en");
    expect(t("confirmation.headline", { name: "Ada" })).toBe("Thank you, Ada");
    expect(() => t("confirmation.headline")).toThrow(/name/);
  });

  test("a count uses the plural form of its language", () => {
    const sentence = (locale: string, count: number) =>
      translator(locale)("confirmation.more_lines", { count });
    expect(sentence("en", 1)).toMatch(/^1 more item is/);
    expect(sentence("en", 2)).toMatch(/^2 more items are/);
    expect(sentence("de-AT", 1)).toMatch(/^Ein weiterer Artikel steht/);
  });

  test("the locales of one language share one translator", () => {
    expect(translator("de-AT")).toBe(translator("de-CH"));
  });
});

describe("the choice of a locale", () => {
  test("the first wanted locale that exists is chosen", () => {
    expect(chooseLocale("ko-KR", "de_AT", "en")).toBe("de-AT");
    expect(chooseLocale("DE-at")).toBe("de-AT");
    expect(chooseLocale(undefined, "not a tag", "xx")).toBe("en");
  });

  test("a browser's languages count by their quality, and invalid text is ignored", () => {
    expect(acceptedLocale("pt-BR,pt;q=0.9,en-GB;q=0.7,de;q=0.8")).toBe("de");
    expect(acceptedLocale("de;q=0, en-GB")).toBe("en-GB");
    expect(acceptedLocale("*;q=0.5")).toBe("en");
    expect(acceptedLocale(",,;;q=,".repeat(1_000))).toBe("en");
    expect(acceptedLocale(null)).toBe("en");
  });

  test("scripts that are written from right to left are known", () => {
    expect([direction("de-DE"), direction("ar-EG"), direction("he")]).toEqual(["ltr", "rtl", "rtl"]);
  });
});

/** Words that only somebody says who is on first-name terms; the catalogues are not. */
const FAMILIAR: Readonly<Record<string, RegExp>> = {
  de: /(?<!\p{L})(?:du|dir|dich|dein\p{L}*|euch|euer|eure\p{L}*)(?!\p{L})/iu,
  fr: /(?<!\p{L})(?:tu|toi|ton|tes)(?!\p{L})/iu,
  es:
    /(?<!\p{L})(?:tú|tus?|ti|te|contigo|tuy[oa]s?|puedes|quieres|tienes|prefieres|necesitas|recibes)(?!\p{L})/iu,
};

test.each(Object.keys(FAMILIAR))(
  "the customer is addressed formally in every sentence of %s",
  (language) => {
    const familiar = Object.entries(CATALOGUES[language]!).filter(([, text]) =>
      FAMILIAR[language]!.test(text)
    );
    expect(familiar).toEqual([]);
  },
);

describe("the pages of no shop, in German", () => {
  test("address nobody, as it is not known whether the shop says Sie or du", () => {
    const german = CATALOGUES["de"]!;
    const texts = Object.entries(german).filter(([key]) =>
      /^gone\.|^problem\.(?:not_found|failed)_/.test(key)
    );
    expect(texts.length).toBeGreaterThan(10);
    for (const [key, text] of texts) {
      expect(text, key).not.toMatch(/(?<!\p{L})(?:Sie|Ihnen|Ihr\p{L}*|du|dich|dir|dein\p{L}*)(?!\p{L})/u);
    }
  });
});
