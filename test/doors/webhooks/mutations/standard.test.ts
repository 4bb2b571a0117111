import forgetting from "../../../fixtures/standard/customer_erase_requested.json";
import cancelled from "../../../fixtures/standard/order_cancelled.json";
import placed from "../../../fixtures/standard/order_placed.json";
import paid from "../../../fixtures/standard/payment_succeeded.json";
import promised from "../../../fixtures/standard/promise_changed.json";
import shipped from "../../../fixtures/standard/shipment_shipped.json";
import stocked from "../../../fixtures/standard/stock_changed.json";
import watched from "../../../fixtures/standard/stock_watch_requested.json";
import { damagedAtTheDoor } from "../mutations.ts";

damagedAtTheDoor([
  ["an own order", "standard", "", placed],
  ["an own payment", "standard", "", paid],
  ["an own parcel", "standard", "", shipped],
  ["an own promise", "standard", "", promised],
  ["an own cancellation", "standard", "", cancelled],
  ["an own level", "standard", "", stocked],
  ["an own request to be told", "standard", "", watched],
  ["an own request to be forgotten", "standard", "", forgetting],
]);
