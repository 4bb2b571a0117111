import { standard } from "../../../src/sources/standard/standard.ts";
import forgetting from "../../fixtures/standard/customer_erase_requested.json";
import placed from "../../fixtures/standard/order_placed.json";
import refunded from "../../fixtures/standard/payment_refunded.json";
import paid from "../../fixtures/standard/payment_succeeded.json";
import promised from "../../fixtures/standard/promise_changed.json";
import shipped from "../../fixtures/standard/shipment_shipped.json";
import stocked from "../../fixtures/standard/stock_changed.json";
import watched from "../../fixtures/standard/stock_watch_requested.json";
import { anyBytes, damagedInAnyPlace } from "../mutations.ts";

damagedInAnyPlace([
  ["an own order", standard, "", placed],
  ["an own payment", standard, "", paid],
  ["an own refund", standard, "", refunded],
  ["an own parcel", standard, "", shipped],
  ["an own promise", standard, "", promised],
  ["an own level", standard, "", stocked],
  ["an own request to be told", standard, "", watched],
  ["an own request to be forgotten", standard, "", forgetting],
]);

anyBytes([standard]);
