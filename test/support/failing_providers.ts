/** Mail providers on a bad day: they answer as they document, some of the time with a failure, and keep count of what they really took. */
import { MAIL_TOKEN_HEADER, markedMail } from "../../src/links/mail_token.ts";
import type { LinkKey } from "../../src/links/signed_link.ts";
import { seeded, seedOf } from "./seeded.ts";

const FAILURES = [
  "rejects the mail",
  "limits the rate",
  "breaks inside",
  "is down for maintenance",
  "is silent before it has the mail",
  "is silent after it has the mail",
  "stops in the middle of its answer",
  "fails the mail inside an answer of success",
] as const;
type Weather = typeof FAILURES[number] | "takes the mail";

/** After these nobody can say whether the mail was taken. */
const UNKNOWN: ReadonlySet<Weather> = new Set([
  "breaks inside",
  "is silent before it has the mail",
  "is silent after it has the mail",
  "stops in the middle of its answer",
]);

interface Provider {
  readonly idempotent: boolean;
  readonly taken: (id: string) => Response;
  readonly rejected: () => Response;
  /** A refusal under a status of success; where a provider has none, it rejects. */
  readonly failed_inside?: () => Response;
}

const PROVIDERS: Readonly<Record<string, Provider>> = {
  "api.mailchannels.net": {
    idempotent: false,
    taken: (id) => json(202, { request_id: id, results: [{ index: 0, status: "sent", message_id: id }] }),
    rejected: () => json(400, { errors: ["the mail is not valid"] }),
    failed_inside: () => json(202, { results: [{ index: 0, status: "failed", reason: "blocked" }] }),
  },
  "api.resend.com": {
    idempotent: true,
    taken: (id) => json(200, { id }),
    rejected: () => json(422, { name: "validation_error", message: "not valid" }),
  },
  "api.postmarkapp.com": {
    idempotent: false,
    taken: (id) => json(200, { ErrorCode: 0, Message: "OK", MessageID: id }),
    rejected: () => json(422, { ErrorCode: 300, Message: "Invalid email request" }),
  },
  "api.sendgrid.com": {
    idempotent: false,
    taken: (id) => new Response(null, { status: 202, headers: { "X-Message-Id": id } }),
    rejected: () => json(400, { errors: [{ message: "not valid" }] }),
  },
};

/** What reached readers, by message key. */
export interface Reached {
  copies: number;
  /** Answers after which nobody knew whether it was taken. */
  unknowns: number;
  /** Of these, by a provider that would not know the mail again. */
  blind: number;
  asked: number;
}

export class FailingProviders {
  readonly reached = new Map<string, Reached>();
  readonly answers = new Map<string, number>();
  /** What an idempotent provider has taken: the body by key. */
  readonly #kept = new Map<string, string>();

  constructor(readonly link_keys: readonly LinkKey[], readonly rate: number, readonly seed: number) {}

  readonly fetch = async (input: RequestInfo | URL): Promise<Response> => {
    const request = input as Request;
    const { hostname } = new URL(request.url);
    const provider = PROVIDERS[hostname];
    if (provider === undefined) throw new Error(`Nobody is at ${hostname}`);
    const body = await request.text();
    const key = await this.#keyOf(body);
    const reached = this.reached.get(key) ?? { copies: 0, unknowns: 0, blind: 0, asked: 0 };
    this.reached.set(key, reached);
    reached.asked += 1;
    const weather = this.#weather(`${key}#${reached.asked}`);
    this.answers.set(weather, (this.answers.get(weather) ?? 0) + 1);
    if (UNKNOWN.has(weather)) {
      reached.unknowns += 1;
      if (!provider.idempotent) reached.blind += 1;
    }
    return this.#answer(provider, weather, key, body, reached);
  };

  #answer(provider: Provider, weather: Weather, key: string, body: string, reached: Reached): Response {
    const take = () => {
      const known = provider.idempotent ? this.#kept.get(key) : undefined;
      if (known === undefined) {
        reached.copies += 1;
        if (provider.idempotent) this.#kept.set(key, body);
      } else if (known !== body) {
        return json(409, { name: "invalid_idempotent_request", message: "the body has changed" });
      }
      return provider.taken(`id-${seedOf(this.seed, key) >>> 0}`);
    };
    const known = provider.idempotent && this.#kept.has(key);
    switch (weather) {
      case "takes the mail":
        return take();
      // Asked again for what it has taken, an idempotent provider gives its first answer.
      case "rejects the mail":
        return known ? take() : provider.rejected();
      case "fails the mail inside an answer of success":
        return known ? take() : (provider.failed_inside ?? provider.rejected)();
      case "limits the rate":
        return json(429, { message: "too many requests" }, { "Retry-After": "120" });
      case "is down for maintenance":
        return json(503, { message: "maintenance" });
      case "breaks inside":
        return json(500, { message: "internal error" });
      // How long silence lasts is the channels' own conformance to prove; here it ends at once.
      case "is silent before it has the mail":
        throw new DOMException("The operation timed out", "TimeoutError");
      case "is silent after it has the mail":
        take();
        throw new DOMException("The operation timed out", "TimeoutError");
      case "stops in the middle of its answer":
        return brokenOff(take());
    }
  }

  #weather(draw: string): Weather {
    const random = seeded(seedOf(this.seed, draw));
    return random() >= this.rate ? "takes the mail" : FAILURES[Math.floor(random() * FAILURES.length)]!;
  }

  /** Which mail this is, by the token that every mail of Waybill bears, however its provider takes headers. */
  async #keyOf(body: string): Promise<string> {
    const { headers, Headers } = JSON.parse(body) as {
      headers?: Readonly<Record<string, string>>;
      Headers?: readonly { readonly Name: string; readonly Value: string }[];
    };
    const token = headers?.[MAIL_TOKEN_HEADER] ??
      Headers?.find(({ Name }) => Name === MAIL_TOKEN_HEADER)?.Value;
    const marked = await markedMail(this.link_keys, token ?? "");
    if (marked === null) throw new Error("Cannot take a mail as it must bear its token");
    return marked.key;
  }
}

/** The same status, and a body that fails half-way: an id that lies in a header is lost with it. */
function brokenOff({ status }: Response): Response {
  const pull = (controller: ReadableStreamDefaultController) => controller.error(new Error("broken off"));
  return new Response(new ReadableStream({ pull }), { status });
}

function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}
