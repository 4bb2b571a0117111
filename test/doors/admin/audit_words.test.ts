import { expect, test } from "vitest";
import { RETURN_DECISIONS } from "../../../src/flow/cases/decide_return.ts";
import { isWorded } from "../../../templates/admin/words.ts";
import { aboutWords } from "../../../src/doors/admin/audit_words.ts";

test("what an act was about is said in words where it has a name, and not where it is an id alone", () => {
  expect(aboutWords("texts.changed", "shipment_shipped de")).toBe("Parcel on its way · German");
  expect(aboutWords("trial.started", "follow_up")).toBe("Follow-up");
  expect(aboutWords("figures.done", "late|carrier=hermes")).toBe(
    "Arrived later than promised, carrier hermes",
  );
  expect(aboutWords("suppression.add", "care")).toBe("follow-ups and feedback requests");
  expect(aboutWords("secret.rotate", "shopify")).toBe("Shopify");
  expect(aboutWords("letter.replay", "0123456789abcdef0123456789abcdef")).toBe("");
  expect(aboutWords("trial.stopped", "n4I4UAJnRNryqYRI")).toBe("");
  expect(aboutWords("stock.date", "MUG-BLUE")).toBe("MUG-BLUE");
});

test.each([...RETURN_DECISIONS, "label"])("what the desk does with a return has words: %s", (done) => {
  expect(isWorded("audit", `return.${done}`)).toBe(true);
});
