/** The styles of the developer's mailbox, on top of the customer pages' stylesheet. */

export const DEV_CSS = `
.bar{display:flex;flex-wrap:wrap;align-items:baseline;gap:4px 16px;padding-block:28px 20px}
.bar h1{font-size:26px;line-height:1.2;font-weight:600;letter-spacing:-.02em;flex:1 1 auto}
.bar .crumb{flex-basis:100%;font-size:14px}
.crumb a{color:var(--muted);text-decoration:none}
.crumb a:hover{text-decoration:underline}
.mails{background:var(--card);border-radius:16px;overflow:hidden;margin-block-end:56px}
.mails li+li{border-block-start:1px solid var(--line)}
.mails a{display:grid;grid-template-columns:1fr auto;gap:2px 16px;padding:16px 20px;color:inherit;text-decoration:none}
.mails a:hover,.mails a:focus-visible{background:var(--soft)}
.mails a:focus-visible{outline-offset:-3px}
.mails .subject{font-weight:600}
.mails .to{grid-column:1;font-size:14px;color:var(--muted)}
.mails .time{grid-row:1/3;grid-column:2;font-size:14px;line-height:1.7;color:var(--muted);white-space:nowrap;text-align:end}
.mails .kind{grid-column:1/-1;justify-self:start;margin-block-start:6px}
.kind{font:12px/22px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;padding-inline:8px;border-radius:6px;background:var(--soft);color:var(--muted)}
.mails a:hover .kind,.mails a:focus-visible .kind{background:var(--card)}
.empty{background:var(--card);border-radius:16px;padding:40px 24px;margin-block-end:56px}
.empty h2{font-size:22px;font-weight:600;letter-spacing:-.02em}
.empty p{margin-block-start:8px;color:var(--muted);max-inline-size:34em}
.empty ol{display:grid;gap:20px;margin-block-start:28px}
.code{margin:6px 0 0;padding:12px 16px;border-radius:10px;background:var(--soft);overflow-x:auto;font:14px/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre}
.meta{display:flex;flex-wrap:wrap;gap:8px 40px;font-size:14px;margin-block-end:24px}
.meta dt{color:var(--muted)}
.tabs{display:flex;flex-wrap:wrap;align-items:center;gap:4px;margin-block-end:16px}
.tabs a{padding:9px 12px;border-radius:10px;font-size:14px;line-height:20px;color:var(--muted);text-decoration:none}
.tabs a:hover{color:var(--ink)}
.tabs [aria-current]{background:var(--card);color:var(--ink);font-weight:600}
.tabs .eml{margin-inline-start:auto;color:var(--accent)}
.frame{display:block;inline-size:100%;block-size:calc(100vh - 240px);min-block-size:560px;border:1px solid var(--line);border-radius:16px;background:var(--card)}
.phone{max-inline-size:390px;margin-inline:auto;block-size:844px}
.plain{margin:0;padding:24px 20px;border-radius:16px;background:var(--card);overflow-x:auto;font:14px/1.65 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
.source{white-space:pre;overflow-wrap:normal;font-size:13px}
.end{padding-block-end:56px}
@media(min-width:760px){
.mails a{grid-template-columns:1fr 190px 96px;align-items:start;padding:15px 24px}
.mails .subject{grid-area:1/1}
.mails .to{grid-area:2/1}
.mails .kind{grid-area:1/2;margin:0}
.mails .time{grid-area:1/3/3}
.empty{padding:56px}
.plain{padding:32px}
}
`.trim();
