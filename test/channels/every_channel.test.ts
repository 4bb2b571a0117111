/** No channel is left out of the common suites: whoever adds one to the table is asked for its conformance here. */
import { describe, expect, test } from "vitest";
import { CHANNEL_NAMES, shortChannel } from "../../src/channels/table.ts";
import { type ChannelName, SHORT_WAYS, shortWayOf, WAYS } from "../../src/messages/ways.ts";

const SOURCES = import.meta.glob("../../src/channels/*.ts", {
  query: "?raw",
  import: "default",
  eager: true,
}) as Record<
  string,
  string
>;
const SUITES = import.meta.glob(["./*.test.ts", "../scenarios/ways.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
}) as Record<string, string>;
const DOCUMENT = Object.values(
  import.meta.glob("../../docs/channels.md", { query: "?raw", import: "default", eager: true }) as Record<
    string,
    string
  >,
)[0]!;
const suites = Object.entries(SUITES);

/** Whether a suite is called in a file that names the channel. */
function isIn(suite: string, name: string): boolean {
  return suites.some(([path, text]) =>
    !path.endsWith("every_channel.test.ts") && text.includes(`${suite}(`) &&
    new RegExp(`["' ]${name}["',]`).test(text)
  );
}

describe("every channel", () => {
  test.each(CHANNEL_NAMES)("%s is one file", (name) => {
    expect(Object.keys(SOURCES)).toContain(`../../src/channels/${name}.ts`);
  });

  test.each(CHANNEL_NAMES.filter((name) => name !== "capture"))(
    "%s passes the suite of what goes out",
    (name) => {
      const suite = shortWayOf(name) === undefined ? "conformance" : "textConformance";
      expect(isIn(suite, name), suite).toBe(true);
    },
  );

  test.each(SHORT_WAYS)("by %s passes the suite of what comes in", (way) => {
    expect(isIn("incomingConformance", way)).toBe(true);
  });

  test.each(SHORT_WAYS)(
    "by %s lives through the scenario from the opt-in to the answer, the next way and the STOP",
    (way) => {
      const [, text] = suites.find(([path]) => path.endsWith("ways.test.ts"))!;
      const [, chats = ""] = /const CHATS = \[([^\]]+)\]/.exec(text)!;
      const [, all = ""] = /const ALL = \[([^\]]+)\]/.exec(text)!;
      expect(`${chats} ${all}`).toContain(`"${way}"`);
      expect(text).toContain("describe.each(ALL)");
    },
  );

  test.each(SHORT_WAYS)(
    "of %s has a section with the steps in its provider's screens, its fields and its limits",
    async (way) => {
      const { label, steps, fields, limits } = await shortChannel(
        WAYS[way].channels[0] as ChannelName<typeof way>,
      );
      const section = DOCUMENT.split(/^### /m).find((part) => part.startsWith(`${label}\n`));
      expect(section, label).toBeDefined();
      for (const [index] of steps.entries()) expect(section).toContain(`\n${index + 1}. `);
      for (const name of Object.keys(fields)) expect(section).toContain(`| \`${name}\` |`);
      expect(limits.length).toBeGreaterThan(0);
    },
  );
});
