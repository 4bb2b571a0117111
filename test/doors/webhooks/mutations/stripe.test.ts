import charge_refunded from "../../../fixtures/stripe/charge_refunded_partial.json";
import charge from "../../../fixtures/stripe/charge_succeeded.json";
import session from "../../../fixtures/stripe/checkout_session_completed.json";
import intent_failed from "../../../fixtures/stripe/payment_intent_payment_failed.json";
import { damagedAtTheDoor } from "../mutations.ts";

damagedAtTheDoor([
  ["a checkout session", "stripe", "", session],
  ["a failed intent", "stripe", "", intent_failed],
  ["a charge", "stripe", "", charge],
  ["a charge refunded in part", "stripe", "", charge_refunded],
]);
