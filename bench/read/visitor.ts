/** A customer without a browser: follows links, fills forms in by the names of their fields, and notes the text of each page. */
import { formsOf, type PageForm, pageText } from "./page_text.ts";

export interface Visitor {
  /** Opens a page, follows where it leads, and notes its text under `name`. */
  readonly open: (name: string, path: string) => Promise<string>;
  /** Sends the first form of the page that was opened last; `fill` changes fields or takes them out (null). */
  readonly send: (name: string, fill?: Readonly<Record<string, string | null>>) => Promise<string>;
  /** The first form of the page that was opened last. */
  readonly form: () => PageForm;
  readonly note: (name: string, lines: readonly string[]) => void;
  readonly path: () => string;
}

const REDIRECTS_MAX = 5;

export function visitorOf(base: URL, locale: string, notes: string[]): Visitor {
  const cookies = new Map<string, string>();
  let at = "/";
  let html = "";

  const note = (name: string, lines: readonly string[]) => notes.push(`\n=== ${name}`, ...lines);

  async function ask(name: string, path: string, init: RequestInit): Promise<string> {
    let [target, sent] = [path, init];
    for (let turn = 0; turn < REDIRECTS_MAX; turn++) {
      const answer = await fetch(new URL(target, base), {
        ...sent,
        redirect: "manual",
        headers: {
          ...sent.headers,
          "accept-language": locale,
          "cf-connecting-ip": crypto.randomUUID(),
          cookie: [...cookies].map((pair) => pair.join("=")).join("; "),
        },
      });
      for (const cookie of answer.headers.getSetCookie()) {
        const [, key, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
        if (value === "") cookies.delete(key!);
        else cookies.set(key!, value!);
      }
      const onward = answer.headers.get("location");
      if (onward !== null) {
        await answer.body?.cancel();
        const next = new URL(onward, new URL(target, base));
        [target, sent] = [next.pathname + next.search, {}];
        continue;
      }
      [at, html] = [target, await answer.text()];
      note(`${name} (${answer.status})`, pageText(html));
      return html;
    }
    throw new Error(`Cannot read ${path} as it leads on more than ${REDIRECTS_MAX} times`);
  }

  const form = (): PageForm => {
    const found = formsOf(html).find(({ action }) => !action.endsWith("/chat")) ?? formsOf(html)[0];
    if (found === undefined) throw new Error(`Cannot send a form as ${at} has none`);
    return found;
  };

  return {
    open: (name, path) => ask(name, path, {}),
    send: async (name, fill = {}) => {
      const { action, fields } = form();
      for (const [key, value] of Object.entries(fill)) {
        if (value === null) fields.delete(key);
        else fields.set(key, value);
      }
      return await ask(name, action, {
        method: "POST",
        body: fields.toString(),
        headers: { "content-type": "application/x-www-form-urlencoded" },
      });
    },
    form,
    note,
    path: () => at,
  };
}
