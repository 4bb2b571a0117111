import { describe, expect, test } from "vitest";
import { eventsOf, LOOKS_MAX } from "../../src/doors/live_stream.ts";

interface Looked {
  readonly versions: readonly (string | null)[];
  readonly shown: string | null;
}

/** Everything that the stream says while it looks at these versions, one after the other, and how often it told. */
async function said({ versions, shown }: Looked) {
  const waits: number[] = [];
  let looked = 0;
  let told = 0;
  const lines: string[] = [];
  for await (
    const line of eventsOf({
      event: "chat",
      shown,
      look: () => {
        const version = versions[Math.min(looked++, versions.length - 1)]!;
        return Promise.resolve(version === null ? null : { version, state: version });
      },
      tell: (state) => {
        told++;
        return Promise.resolve({ state });
      },
      wait: (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
    })
  ) lines.push(line);
  return { lines, waits, looked, told };
}

describe("what an open page is told", () => {
  test("is what it does not show yet, once each, within a second", async () => {
    const { lines, waits, told } = await said({ versions: ["1", "1", "2", "2", "3", null], shown: "1" });
    expect(lines).toEqual([
      "retry: 500\n\n",
      'event: chat\nid: 2\ndata: {"state":"2"}\n\n',
      'event: chat\nid: 3\ndata: {"state":"3"}\n\n',
    ]);
    expect(told).toBe(2);
    expect(waits.every((ms) => ms <= 1_000)).toBe(true);
  });

  test("comes at once where the page shows something older, and ends there for one that shows nothing", async () => {
    expect((await said({ versions: ["2", null], shown: "1" })).lines[1]).toContain("id: 2");
    const once = await said({ versions: ["2"], shown: null });
    expect([once.looked, once.waits.length, once.lines.length]).toEqual([1, 0, 2]);
  });

  test("ends after a bound below what an invocation may ask, with a sign of life in between", async () => {
    const { lines, looked } = await said({ versions: ["1"], shown: "1" });
    expect(looked).toBe(LOOKS_MAX);
    expect(LOOKS_MAX).toBeLessThan(900);
    expect(lines.filter((line) => line === ":\n\n").length).toBe(LOOKS_MAX / 10);
  });

  test("ends where there is nothing any more", async () => {
    expect((await said({ versions: [null], shown: "1" })).lines).toEqual(["retry: 500\n\n"]);
  });
});
