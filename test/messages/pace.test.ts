import { describe, expect, test } from "vitest";
import { giveTurns, type Waiting, withinPace } from "../../src/messages/pace.ts";
import { NOW_MS } from "../support/cast.ts";

function waiting(id: number, changes: Partial<Waiting> = {}): Waiting {
  return {
    subject: `demo/standard/${id}`,
    kind: "follow_up",
    about: "",
    shop_id: "demo",
    due_at: NOW_MS,
    domain: "gmail.com",
    per_minute: 2,
    has_turn: false,
    ...changes,
  };
}

const subjects = (all: readonly Waiting[]) => all.map(({ subject }) => subject.split("/").at(-1));

describe("within the pace", () => {
  test("the oldest mails to a domain are sent now and the others wait; other domains and other shops have their own pace", () => {
    const all = [
      waiting(1),
      waiting(2),
      waiting(3),
      waiting(4, { domain: "web.de" }),
      waiting(5, { shop_id: "other" }),
      waiting(6, { per_minute: null }),
    ];
    const { now, beyond } = withinPace(all.slice(0, 5));
    expect(subjects(now)).toEqual(["1", "2", "4", "5"]);
    expect(subjects(beyond)).toEqual(["3"]);
    expect(withinPace([6, 7, 8].map((id) => waiting(id, { per_minute: null }))).beyond).toEqual([]);
    expect(withinPace([6, 7, 8].map((id) => waiting(id, { domain: null }))).beyond).toEqual([]);
  });

  test("a mail that already has a turn goes before the mails that are new", () => {
    const { now } = withinPace([waiting(1), waiting(2), waiting(3, { has_turn: true })]);
    expect(subjects(now)).toEqual(["3", "1"]);
  });
});

describe("the turns", () => {
  test("follow at equal distances, so that no minute has more mails than the pace", () => {
    const { later, turns } = giveTurns([1, 2, 3].map((id) => waiting(id)), [], NOW_MS);
    expect(later.map(({ due_at_ms }) => due_at_ms - NOW_MS)).toEqual([30_000, 60_000, 90_000]);
    expect(later[0]!.reason).toBe("paced: 2 a minute to gmail.com");
    expect(turns).toEqual([{ shop_id: "demo", domain: "gmail.com", free_at: NOW_MS + 90_000 }]);
  });

  test("come after the turns that were given before; those of another domain start at once", () => {
    const given = [{ shop_id: "demo", domain: "gmail.com", free_at: NOW_MS + 90_000 }];
    const { later } = giveTurns([waiting(4), waiting(5, { domain: "web.de" })], given, NOW_MS);
    expect(later.map(({ due_at_ms }) => due_at_ms - NOW_MS)).toEqual([120_000, 30_000]);
  });

  test("that are long past delay no mail", () => {
    const given = [{ shop_id: "demo", domain: "gmail.com", free_at: NOW_MS - 90_000 }];
    expect(giveTurns([waiting(4)], given, NOW_MS).later[0]!.due_at_ms).toBe(NOW_MS + 30_000);
  });
});

describe("shops and domains", () => {
  test("have each their own pace and their own turns", () => {
    const all = [waiting(1), waiting(2, { shop_id: "other" }), waiting(3, { domain: "web.de" })];
    const given = [
      { shop_id: "other", domain: "gmail.com", free_at: NOW_MS + 60_000 },
      { shop_id: "demo", domain: "web.de", free_at: NOW_MS + 10_000 },
    ];
    const { later, turns } = giveTurns(all, given, NOW_MS);
    expect(later.map(({ due_at_ms }) => due_at_ms - NOW_MS)).toEqual([30_000, 90_000, 40_000]);
    expect(turns.map(({ shop_id, domain, free_at }) => [shop_id, domain, free_at - NOW_MS])).toEqual([
      ["demo", "gmail.com", 30_000],
      ["other", "gmail.com", 90_000],
      ["demo", "web.de", 40_000],
    ]);
    expect(later[0]!.key).toEqual({ subject: "demo/standard/1", kind: "follow_up", about: "" });
  });

  test("a pace that divides no minute is rounded to the later millisecond", () => {
    const { later } = giveTurns([1, 2, 3].map((id) => waiting(id, { per_minute: 7 })), [], NOW_MS);
    expect(later.map(({ due_at_ms }) => due_at_ms - NOW_MS)).toEqual([8_572, 17_143, 25_715]);
  });

  test("none waits where nothing is beyond the pace", () => {
    expect(giveTurns([], [], NOW_MS)).toEqual({ later: [], turns: [] });
    expect(withinPace([])).toEqual({ now: [], beyond: [] });
  });

  test("a domain without a limit has no minute of its own", () => {
    const all = [waiting(1, { domain: null }), waiting(2, { domain: null }), waiting(3, { domain: null })];
    expect(subjects(withinPace(all).now)).toEqual(["1", "2", "3"]);
    expect(subjects(withinPace([waiting(1), waiting(2), waiting(3, { shop_id: "other" })]).now)).toEqual([
      "1",
      "2",
      "3",
    ]);
  });
});
