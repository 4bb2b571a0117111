/** What the dev mailbox holds: waits for a mail and finds the link in it. */

export const WITHIN_MS = 90_000;

/** Returns the texts of the mails of `kind` to `to`, once there are `count`. */
export async function mailed(url: URL, to: string, kind: string, count: number): Promise<readonly string[]> {
  const until = Date.now() + WITHIN_MS;
  while (Date.now() < until) {
    const listed = await (await fetch(new URL("/dev/mail", url), { headers: { accept: "application/json" } }))
      .json() as readonly { readonly id: string; readonly kind: string; readonly to: string }[];
    const found = listed.filter((one) => one.to === to && one.kind === kind);
    if (found.length >= count) {
      return await Promise.all(
        found.map(async ({ id }) => await (await fetch(new URL(`/dev/mail/${id}/text`, url))).text()),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Cannot go on as ${count} mails ${kind} must come within ${WITHIN_MS} ms`);
}

/** Returns the path of the first link that begins with `start`. */
export function linkIn(text: string, start: string): string {
  const path = new RegExp(`https?://[^/\\s]+(${start}[\\w-]+)`).exec(text)?.[1];
  if (path === undefined) throw new Error(`Cannot go on as the mail must hold a link to ${start}`);
  return path;
}
