/** What each of Amazon's notifications means, recipient by recipient. */
import { describe, expect, test } from "vitest";
import { classifyInbound } from "../../src/conversations/inbound.ts";
import { sesInbound } from "../../src/conversations/ses_inbound.ts";
import { sesNotification } from "../../src/conversations/ses_notification.ts";
import { personalMail } from "../support/inbound.ts";

const MAIL = { messageId: "ses-1", headers: [{ name: "Message-ID", value: "<m1@vale.example>" }] };
const read = (notification: object) => sesNotification(JSON.stringify({ mail: MAIL, ...notification }))!;
const meaning = (notification: object) => sesInbound(read(notification), () => "hard");

describe("a bounce", () => {
  const bounce = (changes: object, recipient: object = {}) => ({
    notificationType: "Bounce",
    bounce: {
      bounceType: "Permanent",
      bouncedRecipients: [{ emailAddress: "ada@vale.example", ...recipient }],
      ...changes,
    },
  });

  test("has the codes and words of its recipient", () => {
    const diagnosticCode = "smtp; 550 5.1.1\n user unknown";
    expect(meaning(bounce({}, { status: "5.1.0", diagnosticCode }))).toEqual({
      type: "bounce",
      reports: [{
        recipient: "ada@vale.example",
        original_recipient: undefined,
        action: "failed",
        class: "hard",
        reply_code: "550",
        enhanced_status: "5.1.0",
        diagnostic: "smtp; 550 5.1.1 user unknown",
        original_message_id: "<m1@vale.example>",
      }],
      message_ids: ["<m1@vale.example>"],
    });
    expect(meaning(bounce({}, { diagnosticCode }))).toMatchObject({
      reports: [{ enhanced_status: "5.1.1" }],
    });
    expect(meaning(bounce({}))).toMatchObject({
      reports: [{ reply_code: undefined, enhanced_status: undefined, diagnostic: "" }],
    });
  });

  test("names no mail where Amazon kept no headers", () => {
    expect(meaning({ ...bounce({}), mail: { messageId: "ses-1" } })).toMatchObject({
      reports: [{ original_message_id: undefined }],
      message_ids: [],
    });
    const headers = [{ name: "Subject", value: "x" }, { name: "MESSAGE-id", value: "<m2@vale.example>" }];
    expect(meaning({ ...bounce({}), mail: { headers } })).toMatchObject({
      message_ids: ["<m2@vale.example>"],
    });
  });

  test.each<[string, string | undefined, "hard" | "soft", string]>([
    ["Permanent", "NoEmail", "soft", "hard"],
    ["Permanent", "Suppressed", "soft", "hard"],
    ["Permanent", "OnAccountSuppressionList", "soft", "hard"],
    ["Permanent", "General", "soft", "soft"],
    ["Permanent", "General", "hard", "hard"],
    ["Permanent", undefined, "soft", "soft"],
    ["Permanent", undefined, "hard", "hard"],
    ["Permanent", "NoEmailer", "soft", "soft"],
    ["Permanent", "NotSuppressed", "soft", "soft"],
    ["Transient", "NoEmail", "hard", "soft"],
    ["Undetermined", undefined, "hard", "soft"],
  ])("%s %s, judged %s, is %s", (bounceType, bounceSubType, judged, expected) => {
    const inbound = sesInbound(read(bounce({ bounceType, bounceSubType })), () => judged);
    expect(inbound).toMatchObject({ reports: [{ class: expected }] });
  });

  test("is judged by its status and words", () => {
    const asked: object[] = [];
    sesInbound(read(bounce({}, { status: "5.7.1", diagnosticCode: "550 no" })), (failure) => {
      asked.push(failure);
      return "soft";
    });
    expect(asked).toEqual([{ action: "failed", status: "5.7.1", diagnostic: "550 no", context: "" }]);
  });
});

test("a complaint has its kind, which is abuse where Amazon names none", () => {
  const complaint = (more: object) =>
    meaning({
      notificationType: "Complaint",
      complaint: { complainedRecipients: [{ emailAddress: "ada@vale.example" }], ...more },
    });
  const of = (feedback_type: string) => ({
    type: "complaint",
    complaints: [{ recipient: "ada@vale.example", feedback_type, original_message_id: "<m1@vale.example>" }],
  });
  expect(complaint({ complaintFeedbackType: "fraud" })).toEqual(of("fraud"));
  expect(complaint({ complaintFeedbackType: null })).toEqual(of("abuse"));
  expect(complaint({})).toEqual(of("abuse"));
});

test("a delivery has no class", () => {
  const delivery = (more: object) =>
    meaning({ notificationType: "Delivery", delivery: { recipients: ["ada@vale.example"], ...more } });
  expect(delivery({ smtpResponse: "250 2.0.0  ok" })).toEqual({
    type: "delivered",
    reports: [{
      recipient: "ada@vale.example",
      original_recipient: undefined,
      action: "delivered",
      class: null,
      reply_code: "250",
      enhanced_status: "2.0.0",
      diagnostic: "250 2.0.0 ok",
      original_message_id: "<m1@vale.example>",
    }],
    message_ids: ["<m1@vale.example>"],
  });
  expect(delivery({})).toMatchObject({ reports: [{ reply_code: undefined, diagnostic: "" }] });
});

describe("a notification", () => {
  const DELIVERY = { notificationType: "Delivery", mail: {}, delivery: { recipients: [] } };
  const json = JSON.stringify(DELIVERY);

  test.each<[string, string]>([
    ["stands bare", json],
    ["stands in an envelope", JSON.stringify({ Type: "Notification", Message: json })],
    ["stands above a footer", `${json}\n--\nTo unsubscribe`],
    ["stands below a greeting", `Hello\n${json}`],
    ["was broken by a mail system", json.replace("recipients", "reci!\r\n pients")],
    ["was broken by another", json.replace("recipients", "reci!\n pients")],
  ])("%s", (_, text) => {
    expect(sesNotification(text)).toEqual(DELIVERY);
  });

  test.each([
    ["of another kind", `{"notificationType":"Open"}`],
    ["without its fields", `{"notificationType":"Bounce"}`],
    ["that is no JSON", "notificationType {"],
    ["in another envelope", JSON.stringify({ Type: "SubscriptionConfirmation", Message: json })],
    ["in words alone", "notificationType"],
  ])("is none %s", (_, text) => {
    expect(sesNotification(text)).toBeUndefined();
  });

  test.each<[string, string]>([
    ["AWS <no-reply@sns.amazonaws.com>", "delivered"],
    ["no-reply@a.b.c.d.e.amazonaws.com", "delivered"],
    ["no-reply@amazonses.com", "delivered"],
    ["<no-reply@email.amazonses.com>  ", "delivered"],
    ["no-reply@amazonaws.com.evil.example", "auto_reply"],
    ["no-reply@evilamazonaws.com", "auto_reply"],
    ["no-reply@a.b.c.d.e.f.amazonaws.com", "auto_reply"],
    ["<no-reply@sns.amazonaws.com>>", "auto_reply"],
    ["no-reply@sns.amazonaws.com x", "auto_reply"],
  ])("from %s makes the mail %s", (from, type) => {
    expect(classifyInbound(personalMail({ text: json }, { from })).type).toBe(type);
  });
});
