import basket from "../../../fixtures/woocommerce/order_ada.json";
import product from "../../../fixtures/woocommerce/product.json";
import { damagedAtTheDoor } from "../mutations.ts";

damagedAtTheDoor([
  ["Ada's basket", "woocommerce", "order.created", basket],
  ["Ada's restored basket", "woocommerce", "order.restored", basket],
  ["a product's quantity", "woocommerce", "product.updated", product],
]);
