/**
 * Tells an open page what is new by server-sent events, as long as the page listens: it looks more than once a second, ends after
 * some minutes so that the browser asks anew by whether it may, and never writes.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */

/** What there is to show, under a name by which the page knows whether it shows that already. */
export interface Seen<T> {
  readonly version: string;
  readonly state: T;
}

export interface Listening<T> {
  /** Name of the event. */
  readonly event: string;
  /** Looks; null where there is nothing to show any more. */
  readonly look: () => Promise<Seen<T> | null>;
  /** What the page is told, as JSON; asked only where it is new. */
  readonly tell: (state: T) => Promise<unknown>;
  /** What the page shows; null for one that shows nothing yet: it is told once and not held. */
  readonly shown: string | null;
  readonly wait?: (ms: number) => Promise<void>;
}

/** Words are to reach the other side within 2 s: this much, and the time of a request, a write and a read. */
const LOOK_MS = 750;
/** An invocation may ask the database 1,000 times; after these looks the browser asks again by a new request. */
export const LOOKS_MAX = 200;
/** A comment now and then shows whether the reader is still there. */
const COMMENT_EVERY = 10;
/** How long the browser waits before it asks again. */
const RETRY_MS = 500;

export function liveStream<T>(listening: Listening<T>): Response {
  const bytes = new TextEncoder();
  const told = eventsOf(listening);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await told.next();
      if (done === true) controller.close();
      else controller.enqueue(bytes.encode(value));
    },
    async cancel() {
      await told.return(undefined);
    },
  }, { highWaterMark: 0 });
  return new Response(body, { headers: { "Content-Type": "text/event-stream; charset=utf-8" } });
}

/** The lines of the stream. */
export async function* eventsOf<T>(
  { event, look, tell, shown, wait = pause }: Listening<T>,
): AsyncGenerator<string, undefined, undefined> {
  let version = shown;
  yield `retry: ${RETRY_MS}\n\n`;
  for (let looks = 1; looks <= LOOKS_MAX; looks++) {
    const seen = await look();
    if (seen === null) return undefined;
    if (seen.version !== version) {
      version = seen.version;
      // JSON has no line breaks of its own, and no version any character that ends a line.
      yield `event: ${event}\nid: ${version}\ndata: ${JSON.stringify(await tell(seen.state))}\n\n`;
    } else if (looks % COMMENT_EVERY === 0) yield ":\n\n";
    if (shown === null) return undefined;
    await wait(LOOK_MS);
  }
  return undefined;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
