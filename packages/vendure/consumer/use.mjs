// The plugin, imported by name from ESM.
import { WaybillPlugin } from "@waybill/vendure";

if (WaybillPlugin.init({ url: undefined, secret: undefined }) !== WaybillPlugin) {
  throw new Error("init must give the plugin");
}
