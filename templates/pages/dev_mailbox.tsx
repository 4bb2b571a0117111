/** Shows the captured mails, newest first, and each mail as its reader and as its server sees it. */
import type { Child, FC } from "hono/jsx";
import { PageLayout } from "./page_layout.tsx";
import { devStylesheet } from "./stylesheet.ts";

/** One mail that the capture channel kept. */
export interface DevMail {
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  /** The order number that the customer sees: `#1001`. */
  readonly order: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

export const DEV_MAIL_TABS = ["html", "phone", "text", "source"] as const;
export type DevMailTab = (typeof DEV_MAIL_TABS)[number];

const TAB_LABELS: Readonly<Record<DevMailTab, string>> = {
  html: "HTML",
  phone: "Phone",
  text: "Text",
  source: "Source",
};

/** `GET /dev/mail` */
export const DevMailboxPage: FC<{ readonly mails: readonly DevMail[] }> = ({ mails }) => (
  <DevLayout title="Mailbox">
    <div class="bar">
      <h1>Mailbox</h1>
      <span class="muted small">
        {mails.length === 0 ? "Nothing is sent from here" : `${mails.length} caught, none sent`}
      </span>
    </div>
    {mails.length === 0 ? <Empty /> : (
      <ul class="mails">
        {mails.map((mail) => (
          <li>
            <a href={`/dev/mail/${mail.id}`}>
              <span class="subject">{mail.subject}</span>
              <time class="time" datetime={mail.at}>
                {mail.at.slice(11, 19)}
                <br />
                {mail.at.slice(0, 10)}
              </time>
              <span class="to">{mail.to} · {mail.order}</span>
              <span class="kind">{mail.kind}</span>
            </a>
          </li>
        ))}
      </ul>
    )}
  </DevLayout>
);

interface DevMailProps {
  readonly mail: DevMail;
  readonly tab: DevMailTab;
  /** The text part. */
  readonly text: string;
  /** The message as it would leave, headers first. */
  readonly source: string;
}

/** `GET /dev/mail/:id?view=text` */
export const DevMailPage: FC<DevMailProps> = ({ mail, tab, text, source }) => (
  <DevLayout title={mail.subject}>
    <div class="bar">
      <nav class="crumb" aria-label="Up">
        <a href="/dev/mail">← Mailbox</a>
      </nav>
      <h1>{mail.subject}</h1>
    </div>
    <dl class="meta">
      <Fact name="To">{mail.to}</Fact>
      <Fact name="Order">{mail.order}</Fact>
      <Fact name="Kind">{mail.kind}</Fact>
      <Fact name="Caught">
        <time datetime={mail.at}>{mail.at.slice(0, 10)} {mail.at.slice(11, 19)} UTC</time>
      </Fact>
    </dl>
    <nav class="tabs" aria-label="Views of this mail">
      {DEV_MAIL_TABS.map((name) => (
        <a
          href={name === "html" ? `/dev/mail/${mail.id}` : `/dev/mail/${mail.id}?view=${name}`}
          aria-current={name === tab ? "page" : undefined}
        >
          {TAB_LABELS[name]}
        </a>
      ))}
      <a class="eml" href={`/dev/mail/${mail.id}.eml`} download={`${mail.id}.eml`}>Download .eml</a>
    </nav>
    <div class="end">
      <View mail={mail} tab={tab} text={text} source={source} />
    </div>
  </DevLayout>
);

/** What `/dev/mail/:id/html` serves: the mail, whose links open beside the mailbox and not inside its frame. */
export function framedMail(html: string): string {
  return html.replace("<head>", '<head><base target="_blank">');
}

const Fact: FC<{ readonly name: string; readonly children: Child }> = ({ name, children }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const View: FC<DevMailProps> = ({ mail, tab, text, source }) => {
  switch (tab) {
    case "html":
    case "phone":
      return (
        <iframe
          class={tab === "phone" ? "frame phone" : "frame"}
          title={`The mail “${mail.subject}”`}
          src={`/dev/mail/${mail.id}/html`}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
        />
      );
    case "text":
      return <pre class="plain" tabindex={0} role="region" aria-label="Text part">{text}</pre>;
    case "source":
      return <pre class="plain source" tabindex={0} role="region" aria-label="Source">{source}</pre>;
  }
};

const Empty: FC = () => (
  <section class="empty">
    <h2>No mail yet</h2>
    <p>
      In development every mail ends here instead of in somebody’s inbox. Give an order something to tell:
    </p>
    <ol>
      <li>
        Play one order’s life against this worker
        <pre class="code" tabindex={0}>deno task demo</pre>
      </li>
      <li>
        Or point a storefront’s webhook at the demo shop
        <pre class="code" tabindex={0}>POST /hooks/demo/&lt;source&gt;</pre>
      </li>
      <li class="muted">Then reload: a mail is here within a second of its webhook.</li>
    </ol>
  </section>
);

const DevLayout: FC<{ readonly title: string; readonly children: Child }> = ({ title, children }) => (
  <PageLayout locale="en" dir="ltr" title={`${title} · Waybill`} stylesheet={devStylesheet.path()}>
    <main class="wrap">{children}</main>
  </PageLayout>
);
