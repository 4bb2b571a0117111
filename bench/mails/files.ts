/** Writes the mails to disk: `.html`, `.txt` and `.eml` by kind, and one index page. */
import { drawing } from "../pictures_cast.ts";
import type { WrittenMail } from "./mail_set.ts";
import { PICTURES_AT } from "./orders.ts";

export const OUT = "dist/mails";

export async function writeFiles(mails: readonly WrittenMail[]): Promise<void> {
  await Deno.remove(OUT, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  await Deno.mkdir(`${OUT}/images`, { recursive: true });
  for (const name of ["blanket", "candle", "teapot"]) {
    await Deno.writeTextFile(`${OUT}/images/${name}.svg`, drawing(name)!);
  }
  for (const { path, mail, raw } of mails) {
    await Deno.mkdir(`${OUT}/${path.split("/")[0]}`, { recursive: true });
    await Promise.all([
      Deno.writeTextFile(`${OUT}/${path}.html`, withPictures(mail.html)),
      Deno.writeTextFile(`${OUT}/${path}.txt`, mail.text),
      Deno.writeTextFile(`${OUT}/${path}.eml`, raw),
      ...(mail.attachments ?? []).map(({ content }) => Deno.writeFile(`${OUT}/${path}.pdf`, content)),
    ]);
  }
}

/**
 * Replaces the photographs, whose addresses do not exist, with drawings beside the mails, so that nothing is fetched
 * from outside.
 */
function withPictures(html: string): string {
  return html.replaceAll(PICTURES_AT, "../images/").replaceAll(/(\.\.\/images\/\w+)\.jpg/g, "$1.svg");
}

/** `pictures`: their file names below `OUT`. */
export async function writeIndex(mails: readonly WrittenMail[], pictures: readonly string[]): Promise<void> {
  const kinds = Map.groupBy(mails, ({ kind }) => kind);
  const body = [...kinds].map(([kind, of_kind]) => section(kind, of_kind, pictures)).join("\n");
  await Deno.writeTextFile(
    `${OUT}/index.html`,
    `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Waybill: every mail</title>
<style>
:root{color-scheme:light dark;font:14px/1.5 system-ui,sans-serif}
body{margin:0;display:grid;grid-template-columns:minmax(26rem,2fr) 3fr;height:100vh}
nav{overflow:auto;padding:1rem 1.5rem}iframe{border:0;width:100%;height:100%;background:#fff}
h2{font-size:1rem;margin:2rem 0 .25rem}td,th{padding:0 1rem 0 0;text-align:start;font-weight:400}
figure{margin:.5rem 0;display:flex;gap:.5rem;overflow:auto}img{height:11rem;width:auto}
</style>
<nav><h1>Every mail</h1>${mails.length} mails of ${kinds.size} kinds.
${body}</nav>
<iframe name="mail" title="The chosen mail"></iframe>
`,
  );
}

function section(kind: string, mails: readonly WrittenMail[], pictures: readonly string[]): string {
  const locales = [...new Set(mails.map(({ locale }) => locale))];
  const rows = [...Map.groupBy(mails, ({ sample }) => sample)].map(([sample, row]) =>
    `<tr><th>${sample}</th>${row.map(links).join("")}</tr>`
  );
  const shots = pictures.filter((file) => file.startsWith(`${kind}/`)).map((file) =>
    `<a href="${file}" target="mail"><img loading="lazy" src="${file}" alt="${file}"></a>`
  );
  return `<h2 id="${kind}">${kind}</h2>
${shots.length === 0 ? "" : `<figure>${shots.join("")}</figure>`}
<table><tr><th></th>${locales.map((locale) => `<th>${locale}</th>`).join("")}</tr>
${rows.join("\n")}</table>`;
}

function links({ path, mail }: WrittenMail): string {
  const link = (ending: string) => `<a href="${path}.${ending}" target="mail">${ending}</a>`;
  const pdf = (mail.attachments ?? []).map(() => link("pdf"));
  return `<td>${[link("html"), link("txt"), link("eml"), ...pdf].join(" ")}</td>`;
}
