import { describe, expect, test } from "vitest";
import { renderStandalone, standaloneView } from "../../../src/mail/content/standalone.ts";
import { STANDALONE_KINDS, type StandaloneKind } from "../../../src/messages/message.ts";
import { CODE_USES } from "../../../src/messages/kinds/customer.ts";
import { ALERT_TOPICS } from "../../../src/messages/kinds/shop.ts";
import type { StoredStandalone } from "../../../src/messages/standalone.ts";
import { CATALOGUES } from "../../../templates/locales/translate.ts";
import { SHOP } from "../../support/cast.ts";
import { CODE, STANDALONE_CASES } from "../../kinds/standalone_cases.ts";
import { standaloneSample, standaloneSampleView } from "../standalone_samples.ts";

const LOCALES = Object.keys(CATALOGUES);

function shown<Kind extends StandaloneKind>(
  kind: Kind,
  locale?: string,
  changed?: Partial<StoredStandalone<Kind>>,
) {
  return renderStandalone(kind, standaloneSampleView(kind, locale, changed));
}

function plain(html: string): string {
  return html.replace(/<style>[^]*?<\/style>|<!--[^]*?-->/g, "").replaceAll("&amp;", "&").replaceAll(
    "&#39;",
    "'",
  );
}

describe.each(LOCALES)("every standalone mail in %s", (locale) => {
  test.each(STANDALONE_KINDS)("%s reads whole", (kind) => {
    const { subject, html, text } = shown(kind, locale);
    expect(html).toMatch(new RegExp(`^<!doctype html><html lang="${locale}"`));
    for (const part of [subject, text, plain(html)]) {
      expect(part).not.toMatch(/undefined|\bnull\b|NaN|\{|\[object/);
      expect(part.trim()).not.toBe("");
    }
    expect(subject).not.toContain("\n");
    expect(text).not.toMatch(/\n{4}|[<]|&\w+;/);
    expect(text.split("\n").filter((line) => line !== line.trimEnd())).toEqual(["-- "]);
    for (const [table] of html.matchAll(/<table[^>]*>/g)) expect(table).toContain('role="presentation"');
    expect(new TextEncoder().encode(html).length).toBeLessThan(20_000);
  });

  test.each(ALERT_TOPICS)("the alert %s has words of its own: what, what happened, what to do", (topic) => {
    const others = ALERT_TOPICS.filter((other) => other !== topic);
    const words = (one: typeof topic) => shown("shop_alert", locale, { facts: { topic: one } });
    const { subject, text } = words(topic);
    expect(text.startsWith(`${subject}\n\n`)).toBe(true);
    expect(others.map((other) => words(other).subject)).not.toContain(subject);
    expect(others.map((other) => words(other).text)).not.toContain(text);
  });

  test.each(CODE_USES)("a code for %s says what it is for, and leads nowhere", (use) => {
    const facts = { ...STANDALONE_CASES.verification_code.facts, use };
    const { subject, html, text } = shown("verification_code", locale, { facts });
    expect(subject).toContain(CODE);
    expect(text.split("\n")).toContain(CODE);
    expect(html).not.toMatch(/<a\b|href=|mailto:/);
    expect(text).not.toMatch(/https?:|@/);
  });
});

describe("what a standalone mail says", () => {
  test.each(STANDALONE_KINDS)("%s holds its facts in the text and in the HTML", (kind) => {
    const { html, text } = shown(kind);
    for (const fact of STANDALONE_CASES[kind].says) {
      expect(text).toContain(fact);
      // A label stands beside its value there, as does a number and what it counts; of a code the halves.
      const parts = fact === CODE ? [CODE.slice(0, 3), CODE.slice(3)] : fact.split(/: /);
      for (const part of parts) expect(plain(html)).toContain(part);
    }
  });

  test.each(STANDALONE_KINDS)("%s turns nothing that strangers wrote into markup", (kind) => {
    const EVIL = `"><script>alert('x')</script><img src=x onerror=alert(1)>`;
    const evil = <Value>(value: Value): Value =>
      (typeof value === "string" && /\p{L}{4}/u.test(value) && !/^https?:|^[a-z_]+$|^\d/.test(value)
        ? EVIL
        : Array.isArray(value)
        ? value.map(evil)
        : typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, evil(one)]))
        : value) as Value;
    const to = { email: "ada@lovelace.example", name: EVIL, first_name: EVIL.slice(0, 40) };
    const { html } = shown(kind, "en", { to, facts: evil(STANDALONE_CASES[kind].facts) });
    expect(html).not.toMatch(/<script>|<img src=x/);
  });

  test("whoever left no name is greeted without one", () => {
    for (const kind of STANDALONE_KINDS) {
      const { text } = shown(kind, "en", { to: { email: "guest@example.org" } });
      const [headline = ""] = text.split("\n");
      if (kind !== "support_reply") expect(headline).not.toMatch(/Ada|,$|, ?[.?]/);
    }
  });

  test("a product without a picture, an address or a price is shown without them", () => {
    const { html, text } = shown("back_in_stock", "en", { facts: { product: { title: "Teapot" } } });
    expect(html).not.toMatch(/<img|See it in the shop|€/);
    expect(text).toContain("Teapot");
  });

  test("a title of any length leaves a subject that can be read", () => {
    const title = "👩‍👩‍👧‍👦 Teapot ".repeat(30);
    const { subject, html } = shown("back_in_stock", "en", { facts: { product: { title } } });
    expect(subject.length).toBeLessThan(300);
    expect(subject).toMatch(/… is back in stock$/);
    expect(subject.isWellFormed()).toBe(true);
    expect(html).toContain(title.trim());
  });

  test("an answer bears the subject that it answers, with one prefix", () => {
    expect(shown("support_reply").subject).toBe("Re: Where is my grinder? (#1001)");
    for (const topic of ["Re: Re: Late?", "AW: Late?", "RE : Late?", "返信：Late?"]) {
      expect(shown("support_reply", "de", { facts: { topic, message: "Hi" } }).subject).toBe("Re: Late?");
    }
    for (const topic of ["Re:", "Ref: 1001", "Reading lamp: late?"]) {
      expect(shown("support_reply", "en", { facts: { topic, message: "Hi" } }).subject).toBe(`Re: ${topic}`);
    }
  });

  test("an answer is a person's mail: no headline, no button, nothing but their words and the question", () => {
    const { html, text } = shown("support_reply");
    expect(html).not.toMatch(/<h1|<h2|mso-padding-alt/);
    expect(text).toMatch(/^Dear Ada,\n\nit left Leipzig yesterday evening/);
    expect(text).toContain("You wrote:\n> My grinder was due on Friday.");
    expect(html).toMatch(/yesterday evening\.<br\/>It should/);
  });

  test("a person who signs an answer is not named a second time", () => {
    const facts = { topic: "Late?", author: "Juna", message: "It comes tomorrow.\n\nBest wishes\nJuna" };
    const { text } = shown("support_reply", "en", { facts });
    expect(text).toContain("Best wishes\nJuna\n\nKontor & Söhne\n");
  });

  test("a day on which nothing went wrong asks for nothing", () => {
    const facts = {
      ...STANDALONE_CASES.shop_digest.facts,
      failed: 0,
      bounced: 0,
      waiting_conversations: 0,
      feedback: { count: 3, average: 4.9 },
      reasons: [],
    };
    const { text } = shown("shop_digest", "en", { facts });
    expect(text).toContain("Nothing. Everything went well.");
    expect(text).not.toContain("Why emails weren’t sent");
  });

  test("a mail to the shop does not ask the shop to write to itself", () => {
    for (const kind of ["shop_alert", "shop_digest"] as const) {
      expect(shown(kind).text).not.toContain("help@kontor.example");
    }
    expect(shown("erasure_done").text).toContain("help@kontor.example");
  });
});

describe("a standalone mail that lacks what it is about", () => {
  test.each(["history_link", "data_export_ready"] as const)("%s without its link throws", (kind) => {
    expect(() => shown(kind, "en", { link: undefined })).toThrow(
      `Cannot render ${kind} as it must be given its link`,
    );
  });

  test("a code's mail without its code throws", () => {
    const without = { action_url: null, code: null };
    expect(() => standaloneView("verification_code", standaloneSample("verification_code"), SHOP, without))
      .toThrow(
        "Cannot render verification_code as it must be given its code",
      );
  });
});
