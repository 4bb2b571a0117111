/** Where a visitor is sent who must first show to be the customer. */
import type { CodeUse } from "../../flow/customer/prove_customer.ts";

/** The address at which `use` is proven, under an order's link or under that of a history. */
export function proofPath(by: "order" | "history", token: string, use: CodeUse): string {
  return `/${by === "order" ? "o" : "h"}/${token}/prove?for=${use}`;
}
