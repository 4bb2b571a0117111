/** What ends a reply, line by line: a signature below its delimiter, a phone's own line, a company's notice, a gateway's banner. */
import { describe, expect, test } from "vitest";
import { isAddedByProgram } from "../../src/conversations/program_lines.ts";
import { bannerLength, withoutEnding } from "../../src/conversations/reply_endings.ts";
import { phaseIn } from "../../src/conversations/failure_phase.ts";

const left = (text: string) => withoutEnding(text.split("\n")).join("\n");

describe("a signature", () => {
  test.each<[string, string, string]>([
    ["below the delimiter", "Hello\n-- \nAda", "Hello"],
    [
      "below the delimiter with a wide blank",
      "Hello\n--\u00a0\nWhere is my parcel, please, I have waited so long?",
      "Hello",
    ],
    ["below a delimiter with its blank, whatever follows", "Hello\n-- \nWhere is it?", "Hello"],
    ["below a delimiter that lost its blank", "Hello\n--\nAda Lovelace\nVale Ltd", "Hello"],
    ["below a first delimiter", "-- \nAda", ""],
    ["of ten lines", `Hello\n--\n${"Ada\n\n".repeat(10)}`, "Hello"],
    ["of four words and a full stop", "Hello\n--\nVale Street 1, Berlin.", "Hello"],
    ["of eight words", "Hello\n--\nVale Trade and Import Ltd at the Sea", "Hello"],
  ])("%s", (_, text, own) => {
    expect(left(text)).toBe(own);
  });

  test.each<[string, string]>([
    ["eleven lines", `Hello\n--\n${"Ada\n".repeat(11)}`.trim()],
    ["a question", "Hello\n--\nAnd the lamp? "],
    ["a wide question", "Hello\n--\nランプは？"],
    ["a sentence of five words", "Hello\n--\nThe lamp is broken too."],
    ["a sentence of five words and a shout", "Hello\n--\nThe lamp is broken too! "],
    ["nine words", "Hello\n--\nthe lamp that came with it is broken as well"],
    ["dashes with words", "Hello\n--- Ada"],
  ])("is not %s", (_, text) => {
    expect(left(text)).toBe(text);
  });
});

describe("a line that a program adds", () => {
  test.each([
    "Sent from my iPhone",
    "(Sent from my iPad)",
    "  Sent from my Samsung Galaxy smartphone.  ",
    "Sent from Outlook for iOS<https://aka.ms/o0ukef>",
    "Get Outlook for Android [https://aka.ms/ghei36]",
    "Get Outlook for iOS http://aka.ms/x",
    "Sent from my mobile, please excuse typos",
    "Von meinem iPhone gesendet",
    "Gesendet mit der GMX Mail App",
    "Envoyé de mon iPhone",
    "Enviado desde mi iPhone",
    "Inviato da iPhone",
    "Verzonden vanaf mijn iPhone",
    "iPhoneから送信",
    "Sent with Canary (https://canary.example)",
    "Sent from Nine<https://nine.example/>",
    "Sent using CloudMagic Email",
    "Sent from my Vodafone Smart",
    "Sent from my BlackBerry 10 smartphone on the Verizon Wireless 4G LTE network.",
    "Get TypeApp for Android",
    "Gesendet von Mail für Windows",
    "Gesendet mit der freenet Mail App",
    "Provenance : Courrier pour Windows 10",
    "Envoyé depuis l'application Mail Orange",
    "Obtenir Outlook pour Android<https://aka.ms/x>",
    "Enviado desde Correo para Windows 10",
    "Windows 10 版のメールから送信",
    "Android用メールアプリより送信",
  ])("%s", (line) => {
    expect(isAddedByProgram(line)).toBe(true);
    expect(left(`Hello\n\n${line}\n`)).toBe("Hello");
    // Alone it is all that there is.
    expect(left(line)).toBe(line);
    expect(left(`\n---\n${line}`)).toBe(`\n---\n${line}`);
  });

  test.each([
    "Sent from my heart",
    "I sent from my iPhone the wrong address",
    "Was it sent from my iPhone?",
    "Sent via Royal Mail",
    "Sent with DHL Express",
    "Sent from Berlin",
    "Sent from my Mum",
    "Sent from my Samsung shop in Berlin",
    "Gesendet von meiner Nachbarin Anna",
    "Get the other one for Android users, they said",
    "Enviado desde Correos",
    `Sent from my iPhone ${"x".repeat(160)}`,
  ])("is not: %s", (line) => {
    expect(isAddedByProgram(line)).toBe(false);
    expect(left(`Hello\n${line}`)).toBe(`Hello\n${line}`);
  });

  test("stands at the end, below others of its kind, rules and blanks", () => {
    expect(left("Hello\n---\nSent from my iPad\n\nGet Outlook for iOS\n====\n \n")).toBe("Hello");
    expect(left("1\nSent from my iPad")).toBe("1");
    expect(left("Hello\n--\nSent with Aqua Mail for Android\nhttps://aqua.example/mail")).toBe("Hello");
    expect(left("Hello\nhttps://aqua.example/mail")).toBe("Hello\nhttps://aqua.example/mail");
    expect(left("Sent from my iPad\nHello")).toBe("Sent from my iPad\nHello");
  });
});

describe("a notice", () => {
  const NOTICE = "This e-mail is confidential. If you are not the intended recipient, delete it.";
  test.each<[string, string, string]>([
    ["of a company", `Hello\n\n${NOTICE}`, "Hello"],
    [
      "of a company over two lines",
      "Hello\n\nThis e-mail is\nconfidential. Any disclosure is prohibited.",
      "Hello",
    ],
    ["below a rule", `Hello\n_____\n${NOTICE}`, "Hello"],
    ["with its title", "Hello\n\nDisclaimer: x\ny", "Hello"],
    ["about trees", "Hello\n\nPlease consider the environment before printing", "Hello"],
    ["of a virus scanner", "Hello\n\nVirus-free. www.avast.com", "Hello"],
    ["between stars", "Hello\n\n****DISCLAIMER****\nx", "Hello"],
    ["of how to leave a list", "Hello\n\n---\nTo unsubscribe from this list, write to us", "Hello"],
    ["below a long dash", "Hello\n\n—\nReply to this email directly or view it on GitHub.", "Hello"],
    ["of a list", `Hello\n${"_".repeat(20)}\nvale mailing list`, "Hello"],
    [
      "of a list, three lines below its rule",
      `Hello\n${"_".repeat(20)}\na\nb\nhttps://x.example/listinfo/vale`,
      "Hello",
    ],
  ])("%s ends the reply", (_, text, own) => {
    expect(left(text)).toBe(own);
  });

  test.each<[string, string]>([
    ["within a paragraph", `Hello\n${NOTICE}`],
    ["that begins the mail", NOTICE],
    ["below nothing but signs", `…\n\n${NOTICE}`],
    ["of how to leave a list without a rule", "Hello\n\nTo unsubscribe I clicked the link"],
    ["that is only confidential", "Hello\n\nThis e-mail is confidential, so tell nobody."],
    ["of a list four lines below its rule", `Hello\n${"_".repeat(20)}\na\nb\nc\nvale mailing list`],
    ["of a rule that is short", `Hello\n${"_".repeat(19)}\nvale mailing list`],
  ])("%s does not", (_, text) => {
    expect(left(text)).toBe(text);
  });
});

describe("a gateway's banner", () => {
  const BANNER = "CAUTION: This email originated from outside the organization.";
  test.each<[string, readonly string[], number]>([
    ["takes its paragraph", [BANNER, "Do not click.", "", "Hello"], 2],
    ["begins after empty lines", ["", " ", BANNER, "", "Hello"], 3],
    ["may be broken into two lines", ["[EXTERNAL] This mail", "originated from outside", "", "Hello"], 2],
    ["is German", ["Achtung: Diese E-Mail kommt von außerhalb", "", "Hallo"], 1],
    ["is no banner without a text below", [BANNER, "", " ", "…"], 0],
    ["is no banner without an empty line below", [BANNER, "Hello"], 0],
    ["is no banner in the third line of its words", [
      "External",
      "mail",
      "originated from outside",
      "",
      "Hello",
    ], 0],
    ["is none where a person warns", ["Warning: the lamp is broken", "", "Hello"], 0],
    ["is none in an empty mail", ["", " "], 0],
  ])("%s", (_, lines, length) => {
    expect(bannerLength(lines)).toBe(length);
  });
});

describe("the command that was refused", () => {
  test.each<[string, string | undefined]>([
    ["550 unknown (in reply to RCPT TO command)", "rcpt"],
    ["said after end of DATA", "data"],
    ["refused for TEXT command", "data"],
    ["in reply to MAIL FROM command", "mail"],
    ["during STARTTLS", "connect"],
    ["[RCPT_TO]", "rcpt"],
    ["192.0.2.10 does not like recipient", "rcpt"],
    ["rejected this sender", "mail"],
    ["failed after I sent the message", "data"],
    ["refused to talk to me", "connect"],
    ["(state 13)", "connect"],
    ["(state 14)", "rcpt"],
    ["(state 15)", "data"],
    ["(state 18)", "data"],
    [">>> RCPT To:<ada@vale.example>\n<<< 550 no", "rcpt"],
    ["   >>>MAIL FROM:<a>\n  <<< 553 no", "mail"],
    ["=> DATA\n<= 554 no", "data"],
    ["sent <<< rcpt to:x\nreceived >>> 451 no", "rcpt"],
    ["x >>> RCPT To:<ada@vale.example>\n<<< 550 no", undefined],
    [">>> RCPT To:<ada@vale.example>\n<<< 250 ok", undefined],
    ["RCPT TO:<ada@vale.example>", "rcpt"],
    ["   rcpt to:<ada@vale.example>", "rcpt"],
    ["my RCPT TO:<ada@vale.example>", undefined],
    ["nothing of the kind", undefined],
  ])("%j: %s", (text, phase) => {
    expect(phaseIn(text)).toBe(phase);
  });
});
