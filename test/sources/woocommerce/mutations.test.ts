import { woocommerce } from "../../../src/sources/woocommerce/woocommerce.ts";
import adas_basket from "../../fixtures/woocommerce/order_ada.json";
import bens_basket from "../../fixtures/woocommerce/order_ben.json";
import guests_basket from "../../fixtures/woocommerce/order_guest.json";
import woocommerce_product from "../../fixtures/woocommerce/product.json";
import { anyBytes, damagedInAnyPlace } from "../mutations.ts";

damagedInAnyPlace([
  ["Ada's new basket", woocommerce, "order.created", adas_basket],
  ["Ben's cancelled basket", woocommerce, "order.updated", { ...bens_basket, status: "cancelled" }],
  ["a guest's restored basket", woocommerce, "order.restored", guests_basket],
  ["a deleted basket", woocommerce, "order.deleted", { id: adas_basket.id }],
  ["a product's quantity", woocommerce, "product.updated", woocommerce_product],
]);

anyBytes([woocommerce]);
