// A shop's configuration, as its own strict compiler sees it: read as CommonJS and as ESM by `deno task shops vendure`.
import type { VendureConfig } from "@vendure/core";
import { WaybillNote, WaybillPlugin, type WaybillPluginOptions } from "@waybill/vendure";

const options: WaybillPluginOptions = {
  url: process.env["WAYBILL_URL"],
  secret: process.env["WAYBILL_SECRET"],
  asset_url: (preview) => `https://kontor.example/assets/${preview}`,
  details: (order, details) => ({ ...details, pay_url: `https://kontor.example/pay/${order.code}` }),
};
export const plugins: VendureConfig["plugins"] = [WaybillPlugin.init(options)];
export const entity = WaybillNote;
// @ts-expect-error An address that is no text.
WaybillPlugin.init({ url: 7, secret: "whsec_" });
