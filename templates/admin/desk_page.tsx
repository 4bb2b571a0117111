/** Lays out every page of the desk: the shop, the navigation, the search field and the page's own content. */
import { type Child, createContext, type FC, useContext } from "hono/jsx";
import { PageLayout } from "../pages/page_layout.tsx";
import { deskStylesheet } from "./desk_stylesheet.ts";
import { DeskNav } from "./desk_nav.tsx";
import type { FormView, FrameView, MomentView, StateView } from "./view.ts";
import { DESK_LANGUAGES, deskLanguageNow, w } from "./words.ts";

interface DeskPageProps {
  readonly frame: FrameView;
  readonly title: string;
  /** Beside the headline. */
  readonly aside?: Child;
  readonly children: Child;
}

/** What the desk's script does at a key; without it links and forms do the same. */
const KEYS = [
  ["/", "keys.search"],
  ["j", "keys.next"],
  ["k", "keys.previous"],
  ["Enter", "keys.open"],
  ["r", "keys.answer"],
  ["e", "keys.dismiss"],
  ["?", "keys.help"],
] as const;

/** Whether the person who looks may send the form with this path. */
const MayPost = createContext<(path: string) => boolean>(() => true);

/** Changes with the script, so that no browser keeps an old one. */
const SCRIPT_PATH = "/assets/desk.js?v=5";

export const DeskPage: FC<DeskPageProps> = ({ frame, title, aside, children }) => {
  const { shop, note } = frame;
  const home = `/admin/${shop.id}`;
  return (
    <PageLayout
      locale={deskLanguageNow()}
      dir="ltr"
      title={`${title} · ${shop.name}`}
      stylesheet={deskStylesheet.path()}
    >
      <a class="skip" href="#main">{w("frame.skip")}</a>
      <div class="desk">
        <header class="rail">
          <div class="rail-in">
            <p class="whose">
              <a href={home}>{shop.name}</a>
              <span class="muted">{w("frame.desk")}</span>
            </p>
            <form class="seek" role="search" method="post" action={`${home}/orders/find`}>
              <input type="hidden" name="form" value={frame.seek_token} />
              <label class="vh" for="number">{w("frame.number")}</label>
              <input
                id="number"
                name="number"
                type="search"
                value={frame.sought}
                placeholder={w("frame.number_hint")}
                maxlength={128}
                autocomplete="off"
                required
              />
              <button type="submit">
                <span class="vh">{w("frame.find")}</span>
                <Lens />
              </button>
            </form>
            <DeskNav frame={frame} home={home} />
            <details class="keys-help" id="keys">
              <summary>{w("keys.title")}</summary>
              <dl>
                {KEYS.map(([key, does]) => (
                  <div>
                    <dt>
                      <kbd>{key}</kbd>
                    </dt>
                    <dd>{w(does)}</dd>
                  </div>
                ))}
              </dl>
            </details>
            <div class="who">
              <p class="muted">{frame.who}</p>
              {frame.out_token === null ? null : (
                <form method="post" action={`${home}/out`}>
                  <input type="hidden" name="form" value={frame.out_token} />
                  <button class="plainly" type="submit">{w("frame.out")}</button>
                </form>
              )}
            </div>
          </div>
        </header>
        <main id="main">
          <div class="head">
            <h1>{title}</h1>
            {aside === undefined ? null : <div class="aside">{aside}</div>}
          </div>
          {note === null ? null : <p class={`told-here ${note.tone}`} role="status">{note.text}</p>}
          <MayPost.Provider value={(path) => frame.may("POST", path)}>{children}</MayPost.Provider>
          <footer>
            <form class="tongue" method="post" action={`${home}/language`}>
              <input type="hidden" name="form" value={frame.language_token} />
              <label class="vh" for="language">{w("frame.language")}</label>
              <select id="language" name="language">
                {Object.entries(DESK_LANGUAGES).map(([language, name]) => (
                  <option value={language} lang={language} selected={language === deskLanguageNow()}>
                    {name}
                  </option>
                ))}
              </select>
              <button class="plainly" type="submit">{w("frame.language_do")}</button>
            </form>
          </footer>
        </main>
      </div>
      <script src={SCRIPT_PATH} defer></script>
    </PageLayout>
  );
};

export const At: FC<{ readonly at: MomentView }> = ({ at }) => <time datetime={at.iso}>{at.text}</time>;

export const State: FC<{ readonly state: StateView }> = ({ state }) => (
  <span class={`state ${state.tone}`}>{state.label}</span>
);

interface SectionProps {
  /** The id that a link within the page points to. */
  readonly id?: string;
  readonly title: string;
  readonly aside?: Child;
  readonly children: Child;
}

export const Section: FC<SectionProps> = ({ id, title, aside, children }) => (
  <section class="part" id={id}>
    <div class="part-head">
      <h2>{title}</h2>
      {aside === undefined ? null : <span class="small">{aside}</span>}
    </div>
    {children}
  </section>
);

/** Posts to the desk; what is inside are its fields, which somebody whose role may not send them sees and cannot use. */
export const DeskForm: FC<
  { readonly form: FormView; readonly class?: string; readonly file?: boolean; readonly children: Child }
> = ({ form, class: name, file = false, children }) =>
  useContext(MayPost)(form.action)
    ? (
      <form
        class={name}
        method="post"
        action={form.action}
        enctype={file ? "multipart/form-data" : undefined}
      >
        <input type="hidden" name="form" value={form.token} />
        {children}
      </form>
    )
    : <fieldset class={`locked ${name ?? ""}`} disabled>{children}</fieldset>;

export const Facts: FC<{ readonly facts: readonly { readonly name: string; readonly value: Child }[] }> = (
  { facts },
) => (
  <dl class="facts-grid">
    {facts.map(({ name, value }) => (
      <div>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

/** The link to the next part of a list; nothing at its end. */
export const Onward: FC<{ readonly href: string | null; readonly children: Child }> = ({ href, children }) =>
  href === null ? null : (
    <p class="onward">
      <a href={href}>{children}</a>
    </p>
  );

export const Nothing: FC<{ readonly children: Child }> = ({ children }) => <p class="nothing">{children}</p>;

const Lens: FC = () => (
  <svg
    aria-hidden="true"
    width="18"
    height="18"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
  >
    <path d="M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5" />
  </svg>
);
