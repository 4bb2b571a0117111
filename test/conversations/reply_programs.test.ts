import { describe, expect, test } from "vitest";
import { replyText } from "../../src/conversations/reply_text.ts";
import labels from "../fixtures/replies/labels.json";
import { readMail } from "../support/inbound.ts";

const FILES = import.meta.glob("../fixtures/replies/**/*.eml", {
  query: "?raw",
  import: "default",
  eager: true,
}) as Record<string, string>;

const bare = (text: string) => text.replace(/\s+/gu, "");
const mailOf = (name: string) => readMail(FILES[`../fixtures/replies/${name}`]!);

describe("only what the writer of a reply added is shown", () => {
  test.each(Object.entries(labels))("%s", async (file, { reply, known }) => {
    const mails = await Promise.all(known.map(mailOf));
    expect(bare(replyText(await mailOf(file), mails))).toBe(bare(reply));
  });

  test.each(Object.entries(labels))(
    "%s: without the earlier mails of the thread no word is lost",
    async (file, { reply }) => {
      expect(bare(replyText(await mailOf(file)))).toContain(bare(reply.split("\n").at(-1)!));
    },
  );

  test("the fixtures are there: sixteen programs in five languages", () => {
    expect(Object.keys(labels)).toHaveLength(80);
  });
});
