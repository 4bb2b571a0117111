import { paypal } from "../../../src/sources/paypal/paypal.ts";
import capture_completed from "../../fixtures/paypal/capture_completed.json";
import capture_denied from "../../fixtures/paypal/capture_denied.json";
import capture_pending from "../../fixtures/paypal/capture_pending.json";
import capture_refunded from "../../fixtures/paypal/capture_refunded.json";
import capture_reversed from "../../fixtures/paypal/capture_reversed.json";
import paypal_dispute from "../../fixtures/paypal/dispute_created.json";
import { anyBytes, damagedInAnyPlace } from "../mutations.ts";

damagedInAnyPlace([
  ["a capture", paypal, "", capture_completed],
  ["a pending capture", paypal, "", capture_pending],
  ["a denied capture", paypal, "", capture_denied],
  ["a refunded capture", paypal, "", capture_refunded],
  ["a reversed capture", paypal, "", capture_reversed],
  ["a disputed capture", paypal, "", paypal_dispute],
]);

anyBytes([paypal]);
