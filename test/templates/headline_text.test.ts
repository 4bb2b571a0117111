import { expect, test } from "vitest";
import { headlineText } from "../../templates/parts/headline_text.ts";
import { unbrokenHtml } from "../../templates/parts/unbroken.ts";

test.each([
  ["en", "Arrives Nov 25", "Arrives Nov\u00a025"],
  ["en", "Arrives Monday, November 30", "Arrives Monday, November\u00a030"],
  ["en", "Expected Thu, Nov 26 – Mon, Nov 30", "Expected Thu,\u00a0Nov\u00a026\u00a0– Mon,\u00a0Nov\u00a030"],
  ["de", "Lieferung Di., 24. – Do., 26. Nov.", "Lieferung Di.,\u00a024.\u00a0– Do.,\u00a026.\u00a0Nov."],
  ["fr", "Livraison : mar. 1 – ven. 4 déc.", "Livraison : mar.\u00a01\u00a0– ven.\u00a04\u00a0déc."],
  ["en", "Of everything, 12 are here", "Of everything, 12 are here"],
  ["de", "Neuer Termin: Samstag, 19. Dezember", "Neuer Termin: Samstag, 19.\u00a0Dezember"],
  ["es", "Llega el 26 de noviembre", "Llega el 26\u00a0de\u00a0noviembre"],
  ["fr", "Arrive le 26 novembre", "Arrive le 26\u00a0novembre"],
  [
    "en",
    "May 2026 was long, and 2 parcels are on their way",
    "May 2026 was long, and 2 parcels are on their way",
  ],
])("%s: a day in a headline stays on one line: %s", (locale, headline, shown) => {
  expect(headlineText(locale, headline)).toBe(shown);
});

test("a page keeps E-Mail whole in its text, not in its tags or in what a reader wrote", () => {
  const html = '<p title="E-Mail">Ihre E-Mail</p><textarea name="q">Ihre E-Mail</textarea><b>E-Mails</b>';
  expect(unbrokenHtml(html)).toBe(
    '<p title="E-Mail">Ihre E\u2011Mail</p><textarea name="q">Ihre E-Mail</textarea><b>E\u2011Mails</b>',
  );
});
