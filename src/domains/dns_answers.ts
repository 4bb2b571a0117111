/**
 * Holds the DNS answers so far and the questions that a check still needs. Pure: it never queries; the answers are
 * passed in.
 */

export type RecordType = "TXT" | "MX" | "CNAME";

export interface Question {
  readonly name: string;
  readonly type: RecordType;
}

/** `failed` is an outage (SERVFAIL, timeout): nothing follows from it. `absent` is NXDOMAIN or no such record. */
export type Answer =
  | { readonly status: "found"; readonly values: readonly string[] }
  | { readonly status: "absent" | "failed" };

/** Returns a known answer; for an unknown one returns `undefined` and remembers the question. */
export interface Lookup {
  readonly ask: (name: string, type: RecordType) => Answer | undefined;
  readonly missing: () => readonly Question[];
}

export function lookup(known: ReadonlyMap<string, Answer>): Lookup {
  const missing = new Map<string, Question>();
  return {
    ask: (name, type) => {
      const question = { name: name.toLowerCase().replace(/\.$/, ""), type };
      const answer = known.get(questionKey(question));
      if (answer === undefined) missing.set(questionKey(question), question);
      return answer;
    },
    missing: () => [...missing.values()],
  };
}

export function questionKey({ name, type }: Question): string {
  return `${type} ${name}`;
}

export function valuesOf(answer: Answer | undefined): readonly string[] {
  return answer?.status === "found" ? answer.values : [];
}
