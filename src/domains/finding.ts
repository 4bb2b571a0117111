/** One thing that a domain check found. */

export type Part = "spf" | "dkim" | "dmarc" | "mx" | "return_path" | "bimi" | "unsubscribe";

export interface Finding {
  readonly part: Part;
  /** `error`: mail will be refused or doubted. `warning`: it works and could be better. `unknown`: DNS did not answer. */
  readonly level: "ok" | "warning" | "error" | "unknown";
  readonly message: string;
}

export function finding(part: Part, level: Finding["level"], message: string): Finding {
  return { part, level, message };
}
