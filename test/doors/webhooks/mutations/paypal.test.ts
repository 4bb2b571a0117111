import capture from "../../../fixtures/paypal/capture_completed.json";
import capture_refunded from "../../../fixtures/paypal/capture_refunded.json";
import paypal_dispute from "../../../fixtures/paypal/dispute_created.json";
import { damagedAtTheDoor } from "../mutations.ts";

damagedAtTheDoor([
  ["a capture", "paypal", "", capture],
  ["a refunded capture", "paypal", "", capture_refunded],
  ["a disputed capture", "paypal", "", paypal_dispute],
]);
