import { describe, expect, test } from "vitest";
import { bounceTextsIn } from "../../src/conversations/bounce_text.ts";

describe("what the text of a bounce says about its recipients", () => {
  test("each of two recipients has the words that stand with it", () => {
    const text =
      "<ben@okada.example>\n550 5.1.1 User unknown\n\n<clara@hoff.example>\n452 4.2.2 Mailbox full";
    expect(bounceTextsIn(text, [], []).map(({ diagnostic }) => diagnostic)).toEqual([
      "<ben@okada.example>\n550 5.1.1 User unknown",
      "<clara@hoff.example>\n452 4.2.2 Mailbox full",
    ]);
  });

  test("the reason may stand before the recipient", () => {
    const text = "550 5.1.1 User unknown here\n\nRecipient: <ben@okada.example>\nplease check this address";
    expect(bounceTextsIn(text, [], [])[0]!.diagnostic).toContain("550 5.1.1");
  });

  test("our own address does not count as failed", () => {
    const text = "<ben@okada.example>: User unknown\n<help@kontor.example>: Your own mail";
    expect(bounceTextsIn(text, [], ["help@kontor.example"]).map(({ recipient }) => recipient))
      .toEqual(["ben@okada.example"]);
  });

  test("an address that is given for questions does not count as failed", () => {
    expect(bounceTextsIn("Write to support: help@mail.example", [], [], true)).toEqual([]);
  });

  test("a recipient who is named twice is one", () => {
    expect(bounceTextsIn("<ben@okada.example>: User unknown\n<Ben@Okada.example>: User unknown", [], []))
      .toHaveLength(1);
  });
});

describe("the recipient of a bounce", () => {
  const found = (text: string, loose = false, own: readonly string[] = []) =>
    bounceTextsIn(text, [], own, loose).map(({ recipient }) => recipient).join(" ");

  test.each<[string, string]>([
    ["begins a line", "ida@vale.example"],
    ["begins a line in brackets", "  <ida@vale.example>: unknown"],
    ["begins a line after a bullet", " • ida@vale.example"],
    ["begins a line after a code", `550 5.1.1 <ida@vale.example>... User unknown`],
    ["begins a line after a code of its own kind", `450-#4.2.2 "ida@vale.example" is full`],
    ["stands in the dialogue", "In reply to RCPT TO:<ida@vale.example> we got"],
    ["stands in the dialogue with blanks", "said: rcpt to : <ida@vale.example>"],
    ["stands in the dialogue without TO", "said RCPT:ida@vale.example"],
    ["has a label", "   Recipient: <ida@vale.example>"],
    ["has the label of qmail", "Addressed to : ida@vale.example"],
    ["has a label within a line", "The message for the recipient ida@vale.example was refused"],
    ["is whom it wasn't delivered to", "Your mail wasn't delivered to ida@vale.example because"],
    ["is the user that is unknown", "Unknown user: ida@vale.example"],
    ["is whom the mail was addressed to", "The following mail, addressed to 'ida@vale.example', has failed"],
    ["is named in German", "Die Nachricht konnte nicht zugestellt an: ida@vale.example"],
    ["is named in French", "n'a pas été remis à ida@vale.example"],
  ])("%s", (_, text) => {
    expect(found(text)).toBe("ida@vale.example");
  });

  test("is without the name that Exchange puts before it", () => {
    expect(found("c=DE;a= ;dda:SMTP=ida@vale.example; on Sunday", true)).toBe("ida@vale.example");
  });

  test.each<[string, string]>([
    ["whose mail it was", "Mail from: ida@vale.example"],
    ["whom to ask", "If you need help please contact ida@vale.example"],
    ["whom to report to", "This was reported to: ida@vale.example"],
    ["who wrote", "sender = <ida@vale.example>"],
    ["in a link", "see mailto:ida@vale.example"],
    ["that is a Message-ID", "Message-ID: <1.2@vale.example>"],
    ["in running text", "we tried hard for ida@vale.example and gave up"],
    ["that is a mail system's", "<MAILER-DAEMON@vale.example>"],
    ["that is the postmaster's", "postmaster@vale.example"],
  ])("is not the address %s", (_, text) => {
    expect(found(text)).toBe("");
  });

  test("in running text counts where nothing better is known", () => {
    expect(found("we tried hard for ida@vale.example and gave up", true)).toBe("ida@vale.example");
    expect(found("Mail from: ida@vale.example", true)).toBe("");
    // A name that looks like an address is none.
    expect(found(`for "ida@old.example" <ida@vale.example>`, true)).toBe("ida@vale.example");
    expect(found("for ida@vale.example or\n<otto@vale.example>", true)).toBe("otto@vale.example");
  });

  test("is the one at the beginning of a line before one with a label, and that before one in running text", () => {
    expect(found("Recipient of a mail for user: otto@vale.example\n<ida@vale.example>")).toBe(
      "ida@vale.example",
    );
    expect(found("we tried for otto@vale.example\nto: ida@vale.example")).toBe("ida@vale.example");
  });

  test("is one of our own where a shop wrote to itself, but only where it is labelled", () => {
    const own = ["shop@vale.example"];
    expect(found("<shop@vale.example>: mailbox full", false, own)).toBe("shop@vale.example");
    expect(found("we tried for shop@vale.example", true, own)).toBe("");
    expect(found("<shop@vale.example>\n<ida@vale.example>", false, own)).toBe("ida@vale.example");
  });

  test("that a header names is not looked for, and its words are", () => {
    const text = "Sorry.\nfor otto@vale.example\n<ida@vale.example>: mailbox full";
    expect(bounceTextsIn(text, ["IDA@vale.example"], [])).toEqual([
      { recipient: "IDA@vale.example", diagnostic: "<ida@vale.example>: mailbox full", context: text },
    ]);
    expect(bounceTextsIn(text, ["eve@vale.example"], [])).toEqual([
      { recipient: "eve@vale.example", diagnostic: "", context: text },
    ]);
  });
});

describe("the words about a recipient", () => {
  const words = (text: string) => bounceTextsIn(text, [], []).map(({ diagnostic }) => diagnostic);

  test("are of a transcript the reply and the dialogue just before it", () => {
    const text = [
      "   ----- Transcript of session follows -----",
      ">>> RCPT To:<ada@meadow.example>",
      "<<< 550 5.1.1 unknown",
      "550 5.1.1 <ada@meadow.example>... User unknown",
      "    >>> RCPT To:<ida@vale.example>",
      "<<< 452 4.2.2 full",
      "452 4.2.2 <ida@vale.example>... Mailbox full",
      "Unrelated",
    ].join("\n");
    expect(
      bounceTextsIn(text, ["ada@meadow.example", "ida@vale.example"], []).map(({ diagnostic }) => diagnostic),
    )
      .toEqual([
        ">>> RCPT To:<ada@meadow.example>\n<<< 550 5.1.1 unknown\n550 5.1.1 <ada@meadow.example>... User unknown",
        ">>> RCPT To:<ida@vale.example>\n<<< 452 4.2.2 full\n452 4.2.2 <ida@vale.example>... Mailbox full",
      ].map((one, at) =>
        at === 0 ? expect.stringContaining(one.split("\n")[0]!) : expect.stringContaining("452 4.2.2")
      ));
  });

  test("have their blanks made one, and end after sixteen lines", () => {
    expect(words("<ida@vale.example>:\t  user   is  unknown\t")).toEqual([
      "<ida@vale.example>: user is unknown",
    ]);
    const long = [
      "<ida@vale.example> is unknown to us",
      ...Array.from({ length: 20 }, (_, at) => `line ${at}`),
    ];
    expect(words(long.join("\n"))[0]!.split("\n")).toHaveLength(16);
    expect(words(`<ida@vale.example> ${"x".repeat(900)}\n${"y".repeat(900)}`)[0]).toHaveLength(1_500);
  });

  test("hold what stands before a recipient who stands alone", () => {
    expect(words("Reason: the mailbox is full\n<ida@vale.example>")).toEqual([
      "Reason: the mailbox is full\n<ida@vale.example>",
    ]);
    // Seven letters are no reason, eight are.
    expect(words("Before it\n<ida@vale.example> is full.")).toEqual([
      "Before it\n<ida@vale.example> is full.",
    ]);
    expect(words("Before it\n<ida@vale.example> is fuller")).toEqual(["<ida@vale.example> is fuller"]);
  });

  test("hold the server's reply before them, but no number that is none", () => {
    expect(words("said 550-no such user\nto: <ida@vale.example>\nplease check it")[0]).toContain("550-no");
    expect(words("sent 12.550 mails\nto: <ida@vale.example>\nplease check it")).toEqual([
      "to: <ida@vale.example>\nplease check it",
    ]);
  });

  test("of several recipients end where the next begins, with two lines before as what is around", () => {
    const text = "a\nb\nc\n<ida@vale.example>: gone for good\n<otto@vale.example>: too large";
    expect(bounceTextsIn(text, [], [])).toEqual([
      {
        recipient: "ida@vale.example",
        diagnostic: "<ida@vale.example>: gone for good",
        context: "b\nc\n<ida@vale.example>: gone for good",
      },
      {
        recipient: "otto@vale.example",
        diagnostic: "<otto@vale.example>: too large",
        context: "c\n<ida@vale.example>: gone for good\n<otto@vale.example>: too large",
      },
    ]);
  });

  test("are read of the first lines and letters alone", () => {
    expect(words(`${"\n".repeat(399)}<ida@vale.example>: gone`)).toHaveLength(1);
    expect(words(`${"\n".repeat(400)}<ida@vale.example>: gone`)).toEqual([]);
    const many = Array.from({ length: 120 }, (_, at) => `<u${at}@vale.example>: gone`).join("\r\n");
    expect(words(many)).toHaveLength(100);
  });
});

/** 3: it begins the line or follows RCPT; 2: it has a label; 1: it stands in running text; 0: it is somebody else's. */
describe("an address counts by the words before it", () => {
  const found = (text: string, loose = false) =>
    bounceTextsIn(text, [], [], loose).map(({ recipient }) => recipient).join(" ");
  const weight = (before: string) => {
    const beside = found(`${before}ida@vale.example\nmy account: otto@vale.example`);
    if (beside === "ida@vale.example") return 3;
    if (beside === "ida@vale.example otto@vale.example") return 2;
    return found(`${before}ida@vale.example`, true) === "" ? 0 : 1;
  };

  test.each<[number, readonly string[]]>([
    [3, ["", "<", " * ", "• · - – — ", `[("'<`, ">>> ", "550 ", "550 5.1.1 <", `550-#4.22.133 "`, "450 <("]],
    [3, ["said RCPT TO:<", "said rcpt:", "said rcpt to   :   <", "Recipient: <", "   addressed to :   <"]],
    [3, ["addressed to:", "  recipient:  "]],
    [2, ["said rcpt to:    ", "x recipient: ", "x addressed to: ", `${" ".repeat(11)}recipient:`]],
    [2, ["to: ", "   TO : <", "the failed recipient: ", "failed: ", "failed address= ", "mailbox: "]],
    [2, ["mail address: ", "userid: ", "users: ", "account: ", "addresses: ", "errors: ", "error: "]],
    [2, ["Empfänger: ", "destinataire : ", "destinatario: ", "получатель: ", "Получателя: ", "an: "]],
    [2, ["delivered to ", "was undeliverable to: ", "sent to ", "delivery to ", "deliver to "]],
    [2, ["delivering your message to ", "deliver your mail to ", "mail to ", "message to ", "reach "]],
    [2, ["reached ", "remis à ", "entregado a ", "zugestellt an ", "group ", "the recipient "]],
    [1, ["550 5.1 <", "650 <", "550x <", "x 550 5.1.1 <", "said rcpt to    :", "said xrcpt:", " x to: "]],
    [1, [
      "RCPT TO:<x ",
      "accounts: ",
      "recipient ",
      "not reachable ",
      "we tried ",
      "from    :  ",
      "x".repeat(300),
    ]],
    [0, ["Mail from: ", "from ", "sender = <", "contact ", "support: ", "please ", "email: ", "e-mail "]],
    [0, ["reported to: ", "report ", "reply-to: ", "by ", "von ", "de ", "message-id: ", "envelope-from "]],
    [0, ["id: ", "see mailto:", "Message-ID: <1."]],
  ])("%i: %j", (expected, befores) => {
    expect(befores.map((before) => [before, weight(`${before}${before.endsWith("x") ? " " : ""}`)])).toEqual(
      befores.map((before) => [before, expected]),
    );
  });

  test("of two with one name in front only the one in brackets does", () => {
    for (const gap of [" ", "  ", "   "]) {
      expect(found(`for ida@old.example${gap}<ida@vale.example>`, true)).toBe("ida@vale.example");
    }
    expect(found(`for ida@old.example    <ida@vale.example>`, true)).toBe("ida@old.example ida@vale.example");
    expect(found("for ida@vale.example or <otto@vale.example>", true)).toBe(
      "ida@vale.example otto@vale.example",
    );
  });
});

describe("a transcript's reply about one of several", () => {
  const dialogues = (text: string) => bounceTextsIn(text, [], []).map(({ diagnostic }) => diagnostic);

  test("has the dialogue just before it, and nothing behind it", () => {
    expect(dialogues([
      "Hello",
      ">>> DATA",
      "    <<< 554 no delivery",
      "554 5.0.0 <ada@meadow.example>... Service unavailable",
      "More of it",
      "<<< 452 4.2.2 full",
      "    452 <ida@vale.example>... Mailbox full",
      "Unrelated",
    ].join("\n"))).toEqual([
      ">>> DATA\n <<< 554 no delivery\n554 5.0.0 <ada@meadow.example>... Service unavailable",
      "<<< 452 4.2.2 full\n 452 <ida@vale.example>... Mailbox full",
    ]);
  });

  test("may be the first line, and has sixteen lines before it at most", () => {
    expect(dialogues("554 <ada@meadow.example>... gone away\n554 <ida@vale.example>... gone away")).toEqual([
      "554 <ada@meadow.example>... gone away",
      "554 <ida@vale.example>... gone away",
    ]);
    const long = Array.from({ length: 20 }, (_, at) => `<<< 550 ${at}`);
    const [first] = dialogues(
      [...long, "554 <ada@meadow.example>... gone away", "554 <ida@vale.example>... gone away"].join("\n"),
    );
    expect(first!.split("\n")).toEqual([...long.slice(4), "554 <ada@meadow.example>... gone away"]);
    expect(
      dialogues(
        "    <<< one\n     <<< two\n554 <ada@meadow.example>... gone away\n554 <ida@vale.example>... gone away",
      )[0],
    )
      .toBe("554 <ada@meadow.example>... gone away");
  });

  test("stands once where it says little", () => {
    expect(dialogues("<<< 550 no\n550 <ada@meadow.example>... gone\n<ida@vale.example>: gone for good")[0])
      .toBe("<<< 550 no\n550 <ada@meadow.example>... gone");
  });

  test("is no transcript's where it begins otherwise or is about the only one", () => {
    const two = (line: string) =>
      dialogues(`<<< 550 no\n${line}\nmore\n<ida@vale.example>: gone for good`)[0];
    expect(two("550 <ada@meadow.example>... gone away")).toBe(
      "<<< 550 no\n550 <ada@meadow.example>... gone away",
    );
    expect(two("450-<ada@meadow.example>... gone away")).toBe(
      "<<< 550 no\n450-<ada@meadow.example>... gone away",
    );
    for (
      const line of ["     550 <ada@meadow.example> gone away", "<ada@meadow.example> gone away 550 times"]
    ) {
      expect(two(line)).toBe(`${line.trim()}\nmore`);
    }
    expect(dialogues("<<< 550 no\n550 <ada@meadow.example>... gone away\nmore")).toEqual([
      "550 <ada@meadow.example>... gone away\nmore",
    ]);
  });

  test("stands before a recipient only where that is the only one and has none of its own", () => {
    const before = "said 550-no such user";
    expect(dialogues(`${before}\n<ada@meadow.example>: see above please`)).toEqual([
      `${before}\n<ada@meadow.example>: see above please`,
    ]);
    expect(dialogues(`${before}\n<ada@meadow.example>: 452 full for now`)).toEqual([
      "<ada@meadow.example>: 452 full for now",
    ]);
    expect(dialogues(`${before}\n<ada@meadow.example>: see above please\n<ida@vale.example>: see above too`))
      .toEqual(["<ada@meadow.example>: see above please", "<ida@vale.example>: see above too"]);
    const far = [before, ...Array.from({ length: 15 }, () => "-"), "<ada@meadow.example>: see above please"];
    expect(dialogues(far.join("\n"))[0]).toContain("550-no");
    expect(dialogues(["x", ...far.slice(0, 1), ...far.slice(1, 2), ...far.slice(1)].join("\n"))[0]).not
      .toContain("550");
  });
});
