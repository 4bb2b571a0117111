/**
 * Python's `email` as one long-running process that reads mails in batches. It judges nothing and returns what Python
 * read.
 */

/** What Python read of one mail; only `error` when it refused the mail. */
export interface Seen {
  readonly names?: readonly string[];
  /** Display name and address of every mailbox, by header. */
  readonly addresses?: Readonly<Record<"From" | "To" | "Reply-To", readonly (readonly [string, string])[]>>;
  readonly subject?: string;
  readonly bodies?: readonly string[];
  /** Name, type and content of every attached file. */
  readonly files?: readonly (readonly [string, string, string])[];
  readonly defects?: readonly string[];
  readonly error?: string;
}

export interface PythonReader {
  readonly version: string;
  /**
   * Resolves once Python has the mails, so that it reads while the caller continues; the returned function waits for
   * the result.
   */
  hand(mails: readonly string[]): Promise<() => Promise<readonly Seen[]>>;
  close(): Promise<void>;
}

const encoder = new TextEncoder();

/** Returns undefined when there is no python3. */
export async function pythonReader(): Promise<PythonReader | undefined> {
  const version = await pythonVersion();
  if (version === undefined) return undefined;
  const script = new URL("./headers.py", import.meta.url).pathname;
  const child = new Deno.Command("python3", { args: [script], stdin: "piped", stdout: "piped" }).spawn();
  const input = child.stdin.getWriter();
  const lines = linesOf(child.stdout);
  return {
    version,
    async hand(mails) {
      await input.write(batch(mails));
      // Starts reading at once, so that Python never blocks on a full pipe.
      const line = lines.next();
      return async () => {
        const { value, done } = await line;
        if (done) throw new Error("Python ended before it had read every mail");
        return JSON.parse(value);
      };
    },
    async close() {
      await input.close();
      await child.status;
    },
  };
}

async function pythonVersion(): Promise<string | undefined> {
  try {
    const { success, stdout } = await new Deno.Command("python3", { args: ["--version"] }).output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function batch(mails: readonly string[]): Uint8Array {
  const bytes = mails.map((mail) => encoder.encode(mail));
  const out = new Uint8Array(4 + bytes.reduce((sum, mail) => sum + 4 + mail.length, 0));
  const view = new DataView(out.buffer);
  view.setUint32(0, bytes.length);
  let at = 4;
  for (const mail of bytes) {
    view.setUint32(at, mail.length);
    out.set(mail, at + 4);
    at += 4 + mail.length;
  }
  return out;
}

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  let open = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (open + chunk).split("\n");
    open = lines.pop()!;
    yield* lines;
  }
}
