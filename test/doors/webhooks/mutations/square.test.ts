import square_payment from "../../../fixtures/square/payment_updated.json";
import square_refund from "../../../fixtures/square/refund_created.json";
import { damagedAtTheDoor } from "../mutations.ts";

damagedAtTheDoor([
  ["a Square payment", "square", "", square_payment],
  ["a Square refund", "square", "", square_refund],
]);
