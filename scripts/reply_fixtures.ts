/**
 * Writes `test/fixtures/replies`: one shop's mail in five languages, with the replies of fourteen mail programs.
 * `deno run -A scripts/reply_fixtures.ts`; the same input gives the same bytes.
 */
import { LANGUAGES, OURS, REPLIES } from "./reply_words.ts";
import { type Part, PROGRAMS } from "./reply_programs.ts";

const FOLDER = new URL("../test/fixtures/replies/", import.meta.url).pathname;

const labels: Record<string, { readonly reply: string; readonly known: readonly string[] }> = {};
await Deno.mkdir(`${FOLDER}known`, { recursive: true });
for (const language of LANGUAGES) {
  const ours = OURS[language];
  const known = `known/ours_${language}.eml`;
  await write(known, {
    from: "Kontor & Söhne <help@kontor.example>",
    to: "Ada Lovelace <ada@lovelace.example>",
    subject: ours.subject,
    parts: [{ type: "text/plain", body: ours.lines.join("\n") }],
  });
  for (const [name, program] of Object.entries(PROGRAMS)) {
    const written = program(language, ours, REPLIES[language]);
    const file = `${name}_${language}.eml`;
    await write(file, {
      from: "Ada Lovelace <ada@lovelace.example>",
      to: "Kontor & Söhne <help@kontor.example>",
      subject: `Re: ${ours.subject}`,
      parts: written.parts,
    });
    labels[file] = { reply: written.reply, known: [known] };
  }
}
await Deno.writeTextFile(`${FOLDER}labels.json`, `${JSON.stringify(labels, null, 2)}\n`);

interface Envelope {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly parts: readonly Part[];
}

async function write(file: string, { from, to, subject, parts }: Envelope): Promise<void> {
  const head = [
    `From: ${encoded(from)}`,
    `To: ${encoded(to)}`,
    `Subject: ${word(subject)}`,
    "Date: Sun, 22 Nov 2026 12:30:00 +0000",
    `Message-ID: <${file.replace(/[^\w.]/g, ".")}@lovelace.example>`,
    ...(file.startsWith("known/") ? [] : ["In-Reply-To: <confirmation.1001@kontor.example>"]),
    "MIME-Version: 1.0",
  ];
  const bodies = parts.map(({ type, body }) =>
    `Content-Type: ${type}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${body}\n`
  );
  const content = bodies.length === 1 ? bodies[0]! : [
    'Content-Type: multipart/alternative; boundary="b"',
    "",
    ...bodies.flatMap((body) => ["--b", body]),
    "--b--",
    "",
  ].join("\n");
  await Deno.writeTextFile(`${FOLDER}${file}`, `${head.join("\n")}\n${content}`.replaceAll("\n", "\r\n"));
}

function encoded(mailbox: string): string {
  return mailbox.replace(/^[^<]*[^\s<]/, word);
}

function word(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${new TextEncoder().encode(text).toBase64()}?=`;
}
