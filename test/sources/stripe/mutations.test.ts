import { stripe } from "../../../src/sources/stripe/stripe.ts";
import charge_dispute from "../../fixtures/stripe/charge_dispute_created.json";
import charge_listed from "../../fixtures/stripe/charge_refunded_listed.json";
import charge_partly from "../../fixtures/stripe/charge_refunded_partial.json";
import charge_rest from "../../fixtures/stripe/charge_refunded_rest.json";
import charge from "../../fixtures/stripe/charge_succeeded.json";
import session from "../../fixtures/stripe/checkout_session_completed.json";
import intent_failed from "../../fixtures/stripe/payment_intent_payment_failed.json";
import intent from "../../fixtures/stripe/payment_intent_succeeded.json";
import thin from "../../fixtures/stripe/thin_event.json";
import { anyBytes, damagedInAnyPlace } from "../mutations.ts";

damagedInAnyPlace([
  ["a checkout session", stripe, "", session],
  ["a session that failed", stripe, "", { ...session, type: "checkout.session.async_payment_failed" }],
  ["a paid intent", stripe, "", intent],
  ["a failed intent", stripe, "", intent_failed],
  ["a charge", stripe, "", charge],
  ["a charge refunded in part", stripe, "", charge_partly],
  ["a charge refunded", stripe, "", charge_rest],
  ["a charge that lists its refunds", stripe, "", charge_listed],
  ["a disputed charge", stripe, "", charge_dispute],
  ["a thin event", stripe, "", thin],
]);

anyBytes([stripe]);
