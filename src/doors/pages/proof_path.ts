/** Path to which a visitor is sent who must first prove to be the customer. */
import type { CodeUse } from "../../flow/customer/prove_customer.ts";

/** Returns the path on which `use` is proven, under the link of an order or of a history. */
export function proofPath(by: "order" | "history", token: string, use: CodeUse): string {
  return `/${by === "order" ? "o" : "h"}/${token}/prove?for=${use}`;
}
