import { square } from "../../src/sources/square.ts";
import square_dispute from "../fixtures/square/dispute_created.json";
import square_payment from "../fixtures/square/payment_updated.json";
import square_refund from "../fixtures/square/refund_created.json";
import { anyBytes, damagedInAnyPlace } from "./mutations.ts";

damagedInAnyPlace([
  ["a Square payment", square, "", square_payment],
  ["a Square refund", square, "", square_refund],
  ["a Square dispute", square, "", square_dispute],
]);

anyBytes([square]);
