/** How forms, lists and notes of the customer's pages look, on top of page_css.ts. */

export const FORM_CSS = `
.wrap.narrow{max-inline-size:640px}
main.narrow{padding-block:20px 24px}
.narrow h1{font-size:clamp(28px,6vw,36px);line-height:1.15;font-weight:600;letter-spacing:-.025em;text-wrap:balance}
.narrow h2{font-size:18px;line-height:1.3;font-weight:600;letter-spacing:-.01em}
.narrow .lead{margin-block-start:10px;font-size:17px;color:var(--muted);max-inline-size:36em;text-wrap:pretty}
.narrow .card{margin-block-start:24px}
.back{font-size:14px;margin-block-end:20px}
.back a,.more-links a,.pager a:not(.button){color:var(--muted)}
[dir=rtl] .arrow{display:inline-block;transform:scaleX(-1)}
.fault{margin-block-start:20px;padding:12px 16px;border-radius:10px;background:var(--warn-soft);color:var(--warn);font-weight:600}
.fields{display:grid;gap:24px}
.field{min-inline-size:0;margin:0;padding:0;border:0}
.field>label,.field legend{display:block;padding:0;font-weight:600}
.hint{margin-block-start:2px;font-size:14px;color:var(--muted)}
input,textarea,select{font:inherit;color:inherit;background:var(--canvas);border:1px solid var(--edge);border-radius:10px;padding:11px 14px;max-inline-size:100%}
.field>input,.field>textarea,.field>select{display:block;inline-size:100%;margin-block-start:8px}
textarea{resize:vertical;min-block-size:8em}
input[type=file]{padding:10px;font-size:14px}
input[type=radio],input[type=checkbox]{flex:none;inline-size:20px;block-size:20px;margin:2px 0 0;accent-color:var(--fill);padding:0}
.digits{max-inline-size:9em;font-size:24px;letter-spacing:.3em}
.options{display:grid;gap:2px;margin-block-start:8px}
.option{display:flex;gap:12px;padding-block:9px;cursor:pointer}
.option small,.quantity small{display:block;font-size:14px;color:var(--muted)}
.choices .options{gap:8px}
.choices .option{padding:12px 14px;border:1px solid var(--hair);border-radius:10px}
.choices .option:has(:checked){border-color:var(--accent);background:color-mix(in srgb,var(--accent) 8%,transparent);box-shadow:inset 0 0 0 1px var(--accent)}
.choices .option:has(small) span{font-weight:600}
.option small{font-weight:400}
.quantities .options{gap:0}
.quantities .options>*+*{border-block-start:1px solid var(--line)}
.quantities .option{flex-direction:row-reverse;justify-content:space-between;align-items:center;gap:16px}
.quantities .option input{margin:0 12px}
.score .options{display:grid;grid-auto-flow:column;grid-auto-columns:minmax(0,1fr);gap:6px}
.score .options:has(:nth-child(8)){gap:2px}
.score .option{position:relative;justify-content:center;border:1px solid var(--edge);border-radius:10px;padding:10px 0}
.score .option:has(:checked){border-color:transparent;background:var(--fill);color:var(--on-fill);font-weight:600}
.score .option:has(:focus-visible){outline:3px solid var(--accent);outline-offset:2px}
.score input{position:absolute;inset:0;inline-size:100%;block-size:100%;margin:0;opacity:0;cursor:pointer}
.quantity{display:flex;justify-content:space-between;align-items:center;gap:16px;padding-block:8px}
.saved{margin-block-start:20px;padding:12px 16px;border-radius:10px;background:var(--card);color:var(--good);font-weight:600}
.lines{display:grid;gap:8px}
.told{display:grid;gap:8px;padding:16px;border-radius:10px;background:var(--soft)}
.button.grave{background:var(--warn);color:var(--canvas)}
.button.quiet{inline-size:auto}
.fields .button{justify-self:start;inline-size:auto;min-inline-size:12em}
.onward{margin-block-start:28px}
.onward .button{display:inline-block;inline-size:auto}
.narrow .end{margin-block:8px 0}
.end:not(.mood-good) .lead{color:var(--ink)}
.end .then+.acts-first{margin-block-start:12px}
.search{display:flex;gap:8px;margin-block-start:20px}
.search input{flex:1;min-inline-size:0;background:var(--card)}
.search .button,.pager .button{background:var(--card)}
.glances{display:grid;gap:12px;margin-block-start:20px}
.narrow .glance{display:grid;gap:4px;margin:0;color:inherit;text-decoration:none}
.glance:hover strong{text-decoration:underline;text-underline-offset:.2em;text-decoration-thickness:1px}
.glance .line{display:flex;justify-content:space-between;align-items:baseline;gap:12px}
.glance strong{text-wrap:balance;font-size:18px;font-weight:600;letter-spacing:-.01em}
.glance .when{display:flex;gap:8px;margin-block-start:4px;font-size:15px;font-weight:500}
.when svg{flex:none;inline-size:18px;block-size:18px;margin-block-start:2px}
.when.good{color:var(--good)}
.when.needs{color:var(--warn)}
.when.money{color:var(--money)}
.when.sorry{color:var(--sorry)}
.glance .what{margin-block-start:2px}
.thumbs{display:flex;gap:8px;margin-block:8px 4px}
.thumbs .pic{inline-size:48px;block-size:48px;line-height:48px;font-size:18px}
.pager>:last-child{margin-inline-start:auto}
.pager{display:flex;justify-content:space-between;align-items:center;gap:16px;margin-block-start:20px;font-size:15px}
.more-links{display:flex;flex-wrap:wrap;gap:6px 20px;margin-block-start:32px;font-size:14px}
.empty-note{margin-block-start:32px;color:var(--muted);font-size:17px}
.rows{margin-block-start:12px}
.rows li{display:grid;grid-template-columns:minmax(0,1fr) auto;align-items:baseline;gap:0 16px;padding-block:12px;font-size:15px}
.rows li:last-child{padding-block-end:0}
.rows li+li{border-block-start:1px solid var(--line)}
.rows .end{text-align:end}
.block{display:block}
.bit{display:inline-block}
.beside{font-size:15px;white-space:nowrap}
.side .acts{padding-block:24px}
.masked{margin-block-start:16px}
.talk p{white-space:pre-line;unicode-bidi:plaintext}
.slim .wrap{max-inline-size:640px}
.side .acts h2{font-size:18px;font-weight:600;color:var(--ink);margin-block-end:6px}
.verbs li+li{border-block-start:1px solid var(--line)}
.verbs a{display:flex;justify-content:space-between;gap:12px;padding-block:11px;text-decoration:none;font-weight:500}
.verbs a::after{content:"›"/"";color:var(--muted);font-weight:400}
.verbs a:hover{text-decoration:underline}
.verbs+.views{border-block-start:1px solid var(--line)}
.views a{justify-content:flex-start;align-items:center;color:var(--ink);font-weight:400}
.views a::after{margin-inline-start:auto}
.views svg{flex:none;inline-size:20px;block-size:20px;color:var(--muted)}
.own-links{display:flex;flex-wrap:wrap;gap:2px 20px;margin-block-start:14px;font-size:14px}
.own-links a{display:block;padding-block:4px;color:var(--muted)}
.promises li+li{margin-block-start:8px}
.talk h3{font-weight:600;margin-block:16px 8px}
.talk li{padding:12px 16px;border-radius:10px;background:var(--soft);margin-block-start:8px;margin-inline-end:10%}
.talk .own{background:none;border:1px solid var(--line);margin-inline:10% 0}
.chat>*+*{margin-block-start:12px}
.chat>h2+.small{margin-block-start:2px}
.chat .thread{max-block-size:min(60vh,420px);overflow-y:auto;overscroll-behavior:contain}
.chat .thread[hidden]{display:none}
.chat .said{display:grid;gap:8px}
.chat .said li{justify-self:start;max-inline-size:86%;padding:9px 14px 10px;border-radius:14px;border-end-start-radius:4px;background:var(--soft);line-height:1.45}
.chat .said .own{justify-self:end;border-radius:14px;border-end-end-radius:4px;background:var(--fill);color:var(--on-fill)}
.chat .said p{white-space:pre-line;unicode-bidi:plaintext;overflow-wrap:anywhere}
.chat .said .who{font-size:12px;color:var(--muted)}
.chat .said .own .who{color:inherit}
.chat form{display:grid;grid-template-columns:1fr auto;gap:10px;align-items:end}
.chat textarea{inline-size:100%;min-block-size:3.4em;max-block-size:12em;field-sizing:content}
.chat form .button{inline-size:auto}
.chat a.button{display:inline-block;inline-size:auto}
.told-steps{list-style:decimal;padding-inline-start:20px;margin-block-start:16px;font-size:15px}
.told-by{white-space:pre-line;unicode-bidi:plaintext}
.two{display:grid;gap:20px}
.two h2{font-size:14px;font-weight:400;color:var(--muted);letter-spacing:0}
.narrow .frame{display:block;inline-size:100%;block-size:80vh;margin-block-start:20px;border:1px solid var(--line);border-radius:16px;background:#fff}
@media(min-width:640px){.two{grid-template-columns:1fr 1fr}}
.fresh{animation:fresh .6s ease-out}
@keyframes fresh{from{opacity:.4}}
@media(prefers-reduced-motion:reduce){.fresh{animation:none}}
@media(max-width:480px){.fields .button{justify-self:stretch}}
@media print{.wrap.narrow,.slim .wrap{max-inline-size:none}.back,.search,.pager,.more-links,.no-print{display:none}}
`.trim();
