/** A customer's data as a page of its own, that opens from a disk: no stylesheet, no script, nothing loaded from anywhere. */
import { raw } from "hono/html";
import type { Child, FC } from "hono/jsx";
import { direction, type Texts, translator } from "../locales/translate.ts";

export interface ExportPageView {
  readonly locale: string;
  readonly shop: string;
  /** The shop's own words. */
  readonly texts: Texts | undefined;
  readonly made_on: string;
  readonly orders: readonly {
    readonly title: string;
    readonly lines: readonly string[];
    readonly address: readonly string[];
    readonly mails: readonly string[];
    readonly messages: readonly string[];
  }[];
}

export const ExportPage: FC<{ readonly view: ExportPageView }> = ({ view }) => {
  const t = translator(view.locale, view.texts);
  return (
    <>
      {raw("<!doctype html>")}
      <html lang={view.locale} dir={direction(view.locale)}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{`${t("privacy.title")} · ${view.shop}`}</title>
        </head>
        <body>
          <h1>{t("privacy.title")}</h1>
          <p>{view.shop} · {view.made_on}</p>
          {view.orders.map((order) => (
            <section>
              <h2>{order.title}</h2>
              <List lines={order.lines} />
              <Part title={t("order.delivery_address")} lines={order.address} />
              <Part title={t("privacy.sent")} lines={order.mails} />
              <Part title={t("page.conversation")} lines={order.messages} />
            </section>
          ))}
        </body>
      </html>
    </>
  );
};

const Part: FC<{ readonly title: string; readonly lines: readonly string[] }> = ({ title, lines }) =>
  lines.length === 0 ? null : (
    <>
      <h3>{title}</h3>
      <List lines={lines} />
    </>
  );

const List: FC<{ readonly lines: readonly Child[] }> = ({ lines }) => (
  <ul>
    {lines.map((line) => <li>{line}</li>)}
  </ul>
);
