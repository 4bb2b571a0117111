/** The same mail through react-email's own components and its renderer; written without JSX, since this project's JSX is hono's. */
import {
  Body,
  Button,
  Column,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Img,
  Link,
  Preview,
  Row,
  Section,
  Text,
} from "@react-email/components";
import { render } from "@react-email/render";
import { createElement as h, type FC } from "react";
import type { Content } from "./content.ts";

const MUTED = { color: "#67635d", fontSize: "14px", margin: 0 };
const PLAIN = { margin: 0, fontSize: "16px", lineHeight: "24px" };
const FONT = "-apple-system,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif";

export async function reactEmail(content: Content): Promise<string> {
  return await render(h(Confirmation, content));
}

const Confirmation: FC<Content> = ({ view, words }) =>
  h(
    Html,
    { lang: view.locale, dir: view.dir },
    h(
      Head,
      null,
      h("title", null, words.subject),
      h("script", { type: "application/ld+json", dangerouslySetInnerHTML: { __html: view.json_ld } }),
    ),
    h(Preview, null, words.preheader),
    h(
      Body,
      { style: { margin: 0, background: "#f6f5f2", fontFamily: FONT } },
      h(
        Container,
        { style: { background: "#ffffff", borderRadius: "16px", padding: "40px 48px", maxWidth: "600px" } },
        h(
          Row,
          null,
          h(Column, null, h(Link, { href: view.shop.url! }, view.shop.name)),
          h(Column, { align: "right", style: MUTED }, words.reference),
        ),
        h(Heading, { as: "h1", style: { fontSize: "30px" } }, words.headline),
        h(Text, { style: MUTED }, words.lead),
        h(
          Section,
          { style: { background: "#f6f5f2", borderRadius: "10px", padding: "16px 20px" } },
          h(Text, { style: MUTED }, words.expected),
          h(Text, { style: PLAIN }, view.expected),
        ),
        h(
          Button,
          {
            href: view.page_url,
            style: { background: view.shop.accent, color: "#ffffff", padding: "14px 28px" },
          },
          words.button,
        ),
        h(Hr, null),
        h(Heading, { as: "h2", style: { fontSize: "18px" } }, words.items),
        ...view.lines.map((line, key) => h(Item, { key, line })),
        h(Hr, null),
        ...view.sums.map((sum, key) => h(Sum, { key, ...sum })),
        h(Sum, { label: words.total, amount: view.total }),
        h(Text, { style: MUTED }, view.included_tax, h("br"), view.payment.sentence),
        h(Hr, null),
        h(
          Row,
          null,
          h(
            Column,
            null,
            h(Text, { style: MUTED }, words.delivery),
            ...view.delivery_address!.map((part, key) => h(Text, { key, style: PLAIN }, part)),
          ),
          h(
            Column,
            null,
            h(Text, { style: MUTED }, words.billing),
            h(Text, { style: PLAIN }, words.same_address),
          ),
        ),
        h(Hr, null),
        h(Text, { style: PLAIN }, view.returns!.sentence),
        h(
          Text,
          { style: PLAIN },
          words.support,
          " ",
          h(Link, { href: `mailto:${view.shop.support_email}` }, view.shop.support_email),
        ),
      ),
      h(Text, { style: MUTED }, words.why, ...view.shop.legal_lines.flatMap((legal) => [h("br"), legal])),
    ),
  );

const Item: FC<{ readonly line: Content["view"]["lines"][number] }> = ({ line }) =>
  h(
    Row,
    null,
    h(
      Column,
      { width: "80" },
      h(Img, { src: line.image_url!, alt: line.title, width: "64", height: "64" }),
    ),
    h(
      Column,
      null,
      h(Text, { style: PLAIN }, line.title),
      h(Text, { style: MUTED }, line.variant, h("br"), line.pricing),
    ),
    h(Column, { align: "right" }, line.total),
  );

const Sum: FC<{ readonly label: string; readonly amount: string }> = ({ label, amount }) =>
  h(Row, null, h(Column, { style: MUTED }, label), h(Column, { align: "right" }, amount));
