import { describe, expect, test } from "vitest";
import { divided } from "../../src/conversations/returned_mail.ts";

describe("the text of a bounce", () => {
  test("ends where the headers of the returned mail begin", () => {
    const returned =
      "Received: from mx by mail\nFrom: help@kontor.example\nTo: ben@okada.example\nSubject: Hello\n\nBody";
    expect(divided(`Could not deliver.\n\n${returned}`)).toEqual({
      bounce_text: "Could not deliver.\n",
      returned,
    });
  });

  test("goes on where one line alone looks like a header", () => {
    expect(divided("Could not deliver.\nReceived: a complaint\nNothing else").returned).toBe("");
  });

  test("has at least its first line", () => {
    expect(divided("Received: from mx\nFrom: a\nTo: b\nSubject: c").returned).not.toContain("Received");
  });
});
