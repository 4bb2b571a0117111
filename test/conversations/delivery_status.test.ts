import { describe, expect, test } from "vitest";
import { recipientStatuses } from "../../src/conversations/delivery_status.ts";

describe("the fields of a delivery status", () => {
  test("are read per recipient, folded lines joined", () => {
    expect(recipientStatuses(
      "Reporting-MTA: dns; mx.kontor.example\n\nFinal-Recipient: rfc822; ada@lovelace.example\nAction: failed (bad mailbox)\n" +
        "Status: 5.1.1 (unknown)\nDiagnostic-Code: smtp; 550 5.1.1\n   User unknown\n",
    )).toEqual([{
      recipient: "ada@lovelace.example",
      original_recipient: undefined,
      action: "failed",
      status: "5.1.1",
      diagnostic: "550 5.1.1 User unknown",
    }]);
  });

  test("of two recipients stay apart without an empty line between them", () => {
    const two = recipientStatuses(
      "Final-Recipient: rfc822;ada@lovelace.example\nAction: failed\nFinal-Recipient: rfc822;ben@okada.example\nAction: delayed\n",
    );
    expect(two.map(({ recipient, action }) => [recipient, action])).toEqual([
      ["ada@lovelace.example", "failed"],
      ["ben@okada.example", "delayed"],
    ]);
  });

  test("may stand in any order, without type, in brackets", () => {
    expect(recipientStatuses("Action: failed\nStatus: 5.2.2\nOriginal-Recipient: <ada@lovelace.example>\n"))
      .toMatchObject([
        { recipient: "ada@lovelace.example", status: "5.2.2" },
      ]);
  });

  test("name no recipient where there is no address", () => {
    expect(recipientStatuses("Final-Recipient: rfc822; nobody\nAction: failed\n")).toEqual([]);
  });

  test("are read for a hundred recipients at most", () => {
    const many = Array.from(
      { length: 500 },
      (_, at) => `Final-Recipient: rfc822; a${at}@b.example\nAction: failed\n\n`,
    );
    expect(recipientStatuses(many.join(""))).toHaveLength(100);
  });

  test("keep the quotes that a local part needs, and the unquoted form is no other recipient", () => {
    expect(
      recipientStatuses(
        'Final-Recipient: rfc822; "ben..o"@okada.example\nOriginal-Recipient: rfc822;ben..o@okada.example\nAction: failed\n',
      ),
    )
      .toMatchObject([{ recipient: '"ben..o"@okada.example', original_recipient: undefined }]);
  });

  test("belong to the recipient who comes after an empty line, whichever field comes first", () => {
    const text = "Final-Recipient: rfc822; ben@okada.example\nAction: failed\n\n" +
      "Status: 2.0.0\nFinal-Recipient: rfc822; clara@hoff.example\nAction: delivered";
    expect(recipientStatuses(text).map(({ recipient, status }) => [recipient, status]))
      .toEqual([["ben@okada.example", undefined], ["clara@hoff.example", "2.0.0"]]);
  });

  test.each([["undeliverable", "failed"], ["deliverable", "delivered"], ["relayed", "relayed"]])(
    "may say %s, which is %s",
    (word, action) => {
      const text = `Final-Recipient: rfc822; ben@okada.example\nAction: ${word}`;
      expect(recipientStatuses(text)[0]!.action).toBe(action);
    },
  );

  test("of PowerMTA add its category to the diagnostic", () => {
    const text = "Final-Recipient: rfc822; ben@okada.example\nAction: failed\n" +
      "Diagnostic-Code: smtp; 550 No\nX-PowerMTA-BounceCategory: bad-mailbox";
    expect(recipientStatuses(text)[0]!.diagnostic).toBe("550 No (bad-mailbox)");
  });
});
