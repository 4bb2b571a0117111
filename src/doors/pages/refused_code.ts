/** Words why no other code is sent yet. */
import type { TextKey } from "../../../templates/locales/translate.ts";
import type { CodeRefusal } from "../../flow/customer/prove_customer.ts";

export const REFUSED_CODE = {
  pause: "prove.pause",
  hour: "prove.limit",
  day: "prove.limit_day",
} as const satisfies Readonly<Record<CodeRefusal, TextKey>>;
