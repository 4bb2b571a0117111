/** `@waybill/vendure`: tells Waybill what happens to a Vendure shop's orders. */
export { WaybillPlugin } from "./waybill_plugin.ts";
export type { WaybillPluginOptions } from "./options.ts";
export { WaybillLanguage, WaybillNote } from "./waybill_note.ts";
