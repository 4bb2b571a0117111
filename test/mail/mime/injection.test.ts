import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { attachmentsFor } from "../../../src/mail/mime/attachments.ts";
import { compose } from "../../../src/mail/mime/compose.ts";
import { mailView } from "../../../src/mail/content/mail_content.ts";
import { renderStandalone, standaloneView } from "../../../src/mail/content/standalone.ts";
import { render } from "../../../src/mail/content/render.ts";
import {
  type MessageKind,
  ORDER_KINDS,
  STANDALONE_KINDS,
  STANDALONE_MAILS,
} from "../../../src/messages/message.ts";
import { OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import { ShopSettings } from "../../../src/orders/shop.ts";
import { ownKey } from "../../../src/mail/format/shop_wording.ts";
import { textFault } from "../../../templates/locales/shop_wording.ts";
import { NOW_MS, SHOP } from "../../support/cast.ts";
import { lintBytes } from "../../support/byte_lint.ts";
import { escapes, PAYLOADS, shapeOf, TIGHT, URLS } from "../../support/payloads.ts";
import { readBack } from "../../support/read_back.ts";
import { filled, freePaths, type Wanted } from "../../support/schema_walk.ts";
import { sampleFor } from "../kind_samples.ts";
import { linksOf, standaloneSample } from "../standalone_samples.ts";
import { PAGE_URL, reworded } from "../views.ts";
import { Customer } from "../../../src/values/schemas.ts";

const HARMLESS = "Words";
const HEADERS = ["content-type", "date", "from", "message-id", "mime-version", "reply-to", "subject", "to"];
const OWN_TEXTS = ["subject", "preheader", "headline", "lead", "title", "action", "intro"];

function wanting(text: string, turn: number): Wanted {
  const urls = text === HARMLESS
    ? ["https://kontor.example/words", "https://kontor.example/{number}/words"]
    : [...URLS.slice(turn), ...URLS.slice(0, turn)];
  return () => [text, ...urls, TIGHT];
}

function shopSaying(wanted: Wanted, kind: MessageKind, text: string): ShopSettings {
  const settings = filled(ShopSettings, wanted, {
    ...SHOP,
    brand: { ...SHOP.brand, texts: undefined },
  }) as ShopSettings;
  const texts = OWN_TEXTS.flatMap((name) => {
    const key = ownKey(kind, name);
    return key === null || textFault("en", key, text) !== null ? [] : [[name, text] as const];
  });
  const own = { en: { [kind]: Object.fromEntries(texts) } };
  // An article of that very name would not be taken back.
  const returns = { ...settings.returns!, excluded_skus: [] };
  const said = { ...settings, returns, earlier_returns: [], brand: { ...settings.brand, texts: own } };
  const checked = v.safeParse(ShopSettings, said);
  // Own words have one line.
  return checked.success ? checked.output : v.parse(ShopSettings, { ...said, brand: settings.brand });
}

interface Written {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly raw: string;
  readonly pdf: readonly Uint8Array[];
}

async function written(kind: MessageKind, text: string, turn: number): Promise<Written> {
  const wanted = wanting(text, turn);
  const shop = shopSaying(wanted, kind, text);
  const is_standalone = (STANDALONE_KINDS as readonly string[]).includes(kind);
  const { rendered, attachments } = is_standalone
    ? { rendered: standaloneOf(kind as never, wanted, shop), attachments: [] }
    : await orderMailOf(kind as never, wanted, shop);
  const raw = await compose({
    key: `demo/standard/1/${kind}/`,
    from: { name: shop.from.name ?? shop.name, email: SHOP.from.email },
    to: { name: text, email: "ada@lovelace.example" },
    reply_to: { name: shop.name, email: SHOP.support_email },
    ...rendered,
    attachments,
    date_ms: NOW_MS,
  });
  return { ...rendered, raw, pdf: attachments.map(({ content }) => content) };
}

async function orderMailOf(kind: (typeof ORDER_KINDS)[number], wanted: Wanted, shop: ShopSettings) {
  const { order, message, facts_shown } = reworded(
    (event) => v.parse(OrderEvent, filled(OrderEvent, wanted, event)),
    () => sampleFor(kind),
  );
  const about = kind === "invoice" ? encodeURIComponent(order.details.invoice!.number) : message.about;
  const view = mailView(order, shop, { kind, about }, facts_shown, { page_url: PAGE_URL }, NOW_MS);
  return { rendered: render(kind, view), attachments: await attachmentsFor(kind, view, NOW_MS) };
}

function standaloneOf(kind: (typeof STANDALONE_KINDS)[number], wanted: Wanted, shop: ShopSettings) {
  const sample = standaloneSample(kind);
  const said = {
    ...sample,
    to: { ...filled(Customer, wanted, sample.to) as typeof sample.to, email: sample.to.email },
    facts: v.parse(STANDALONE_MAILS[kind].facts, filled(STANDALONE_MAILS[kind].facts, wanted, sample.facts)),
  } as typeof sample;
  // A program's own HTML leaves as it is.
  if ("own" in said.facts && said.facts.own !== undefined) {
    Object.assign(said.facts.own, { html: undefined, fragment: undefined });
  }
  return renderStandalone(kind, standaloneView(kind, said, shop, linksOf(kind, said)) as never);
}

const KINDS: readonly MessageKind[] = [...ORDER_KINDS, ...STANDALONE_KINDS];

describe("a hostile value in every field of an order, a shop and a standalone mail", () => {
  test("the schemas are walked to their ends", () => {
    const paths = freePaths(OrderDetails, HARMLESS);
    for (
      const path of [
        ".number",
        ".customer.phone",
        ".lines[].variant",
        ".shipping_address.lines[]",
        ".gift.message",
        ".pay_url",
        ".fees[].label",
      ]
    ) {
      expect(paths).toContain(path);
    }
    expect(freePaths(ShopSettings, HARMLESS)).toEqual(
      expect.arrayContaining([
        ".legal_lines[]",
        ".brand.logo_url",
        ".brand.social[].url",
        ".returns.exclusions",
        ".pay_to[]",
      ]),
    );
  });

  test.each(KINDS)("stays text in %s", async (kind) => {
    const harmless = await written(kind, HARMLESS, 0);
    const plain = shapeOf(harmless.html);
    for (const [at, [name, text]] of Object.entries(PAYLOADS).entries()) {
      const { html, subject, raw, pdf } = await written(kind, text, at % URLS.length);
      expect(escapes(html, plain), name).toEqual([]);
      expect(html, name).toContain("inj7");
      expect(subject, name).not.toMatch(/\p{Cc}|[\u202A-\u202E\u2066-\u2069]/u);
      expect(lintBytes(raw), name).toEqual([]);
      const email = await readBack(raw);
      expect(email.headers.map(({ key }) => key).sort(), name).toEqual(HEADERS);
      expect(email.to, name).toHaveLength(1);
      expect(email.to![0]!.address, name).toBe("ada@lovelace.example");
      expect(email.attachments.map(({ mimeType }) => mimeType), name).toEqual(
        pdf.map(() => "application/pdf"),
      );
      for (const bytes of pdf) {
        const file = new TextDecoder("latin1").decode(bytes);
        expect(/\/(JS|JavaScript|OpenAction|AA|Launch|EmbeddedFile)\b/.exec(file), name).toBeNull();
        for (const [, to] of file.matchAll(/\/URI \((.*?)\)\n/g)) expect(to, name).toMatch(/^https?:\/\//);
      }
    }
  });
});
