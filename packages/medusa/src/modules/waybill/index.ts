/** The module `waybill`: the outbox in the shop's own database, and what sends it. */
import { Module } from "@medusajs/framework/utils";
import WaybillModuleService from "./service.ts";

export const WAYBILL_MODULE = "waybill";

export default Module(WAYBILL_MODULE, { service: WaybillModuleService });
