/** How the customer's pages look: one stylesheet, phone first. Colours that a shop chooses come after it, as custom properties. */
import { DARK, LIGHT } from "../parts/accent.ts";

export const PAGE_CSS = `
:root{color-scheme:light dark;${
  properties(LIGHT)
}--good:#1d6b3f;--warn:#85480a;--warn-soft:#fcefd9;--money:#2b4a87;--money-soft:#e8edf7;--sorry:#893154;--sorry-soft:#f8e9ee;--needs-fill:#85480a;--on-needs:#fff;--money-fill:#2b4a87;--on-money:#fff;--sorry-fill:#893154;--on-sorry:#fff;--hair:#d5d1c9;--edge:#8f8a82}
@media screen and (prefers-color-scheme:dark){:root{${
  properties(DARK)
}--good:#7fce9f;--warn:#f0b868;--warn-soft:#302412;--money:#a9c1f5;--money-soft:#1a2336;--sorry:#f2a8c0;--sorry-soft:#321c25;--needs-fill:#f0b868;--on-needs:#17140f;--money-fill:#a9c1f5;--on-money:#17140f;--sorry-fill:#f2a8c0;--on-sorry:#17140f;--hair:#4d4942;--edge:#7d7870}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--canvas);color:var(--ink);font:16px/1.5 -apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere;-webkit-font-smoothing:antialiased}
h1,h2,h3,p,ul,ol,dl,dd,address{margin:0;padding:0;font:inherit}
ul,ol{list-style:none}
a{color:var(--accent);text-underline-offset:.2em;text-decoration-thickness:1px}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:6px}
.vh{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.muted{color:var(--muted)}
.small{font-size:14px}

.wrap{max-inline-size:1072px;margin-inline:auto;padding-inline:20px}
.top{padding-block:20px}
.top .wrap{display:flex;justify-content:space-between;align-items:center;gap:16px}
.shop{color:var(--ink);font-size:17px;font-weight:700;letter-spacing:-.01em;text-decoration:none}
.shop img{display:block;block-size:28px;inline-size:auto;max-inline-size:220px}
.foot{padding-block:40px 56px;color:var(--muted);font-size:13px;line-height:1.6}

.hero{--mood:var(--accent);--tint:color-mix(in srgb,var(--accent) 10%,var(--card));--mood-fill:var(--fill);--on-mood:var(--on-fill);display:grid;gap:28px;margin-block-end:16px;padding:24px 20px;border-radius:16px;background:var(--card)}
.mood-needs{--mood:var(--warn);--tint:var(--warn-soft);--mood-fill:var(--needs-fill);--on-mood:var(--on-needs)}
.mood-money{--mood:var(--money);--tint:var(--money-soft);--mood-fill:var(--money-fill);--on-mood:var(--on-money)}
.mood-sorry{--mood:var(--sorry);--tint:var(--sorry-soft);--mood-fill:var(--sorry-fill);--on-mood:var(--on-sorry)}
.hero.mood-needs,.hero.mood-money,.hero.mood-sorry{background:var(--tint);--line:color-mix(in srgb,var(--mood) 22%,transparent)}
.hero.mood-money{border-start-start-radius:0;border-start-end-radius:0;border-block-start:3px dashed var(--mood)}
.hero .button{background:var(--mood-fill);color:var(--on-mood)}
.first{min-inline-size:0}
.eyebrow{display:flex;align-items:center;gap:10px;font-size:14px;font-weight:600;color:var(--mood)}
.mark{display:grid;place-items:center;flex:none;inline-size:36px;block-size:36px;border-radius:50%;background:var(--tint);color:var(--mood)}
.mood-needs .mark,.mood-money .mark,.mood-sorry .mark{background:var(--card)}
.mood-needs .mark{border-radius:10px}
.mood-money .mark{border-radius:0}
.mood-sorry .mark{border-radius:18px;border-end-start-radius:4px}
[dir=rtl] .along{transform:scaleX(-1)}
.mark svg{inline-size:20px;block-size:20px}
.hero h1{margin-block-start:14px;font-size:clamp(30px,7vw,42px);line-height:1.1;font-weight:650;letter-spacing:-.03em;text-wrap:balance}
.hero .lead{margin-block-start:8px;font-size:18px;line-height:1.45;color:var(--muted);max-inline-size:36em;text-wrap:pretty}
.mood-needs .lead,.mood-money .lead,.mood-sorry .lead{color:var(--ink)}
.hero a:not(.button){color:var(--mood)}
.hero .next{margin-block-start:16px;font-size:15px;color:var(--muted);max-inline-size:42em}
.acts-first{display:flex;flex-wrap:wrap;gap:10px;margin-block-start:20px}
.acts-first .button{display:grid;place-content:center;flex:1 1 100%;inline-size:auto;padding-inline:12px;overflow-wrap:break-word}
.acts-first .quiet{flex-basis:calc(50% - 5px)}
.hero .beside{margin-block-start:14px}
.requests{display:grid;gap:8px;margin-block-start:20px;font-size:15px}
.requests li{padding:12px 14px;border-radius:10px;background:var(--soft)}
.mood-needs .requests li,.mood-money .requests li,.mood-sorry .requests li{background:var(--card)}

.then{margin-block-start:20px;font-size:16px}
.then li{position:relative;padding:0 0 12px;padding-inline-start:24px}
.then li::before,.scans li::before{content:"";position:absolute;inset-block-start:8px;inset-inline-start:2px;inline-size:9px;block-size:9px;border-radius:50%;box-shadow:inset 0 0 0 2px var(--muted)}
.then li:not(:last-child)::after,.scans li:not(:last-child)::after{content:"";position:absolute;inset-block:20px -6px;inset-inline-start:6px;inline-size:1px;background:var(--line)}

.steps{display:grid;grid-auto-flow:column;grid-auto-columns:minmax(0,1fr);gap:4px;margin-block-start:22px}
.steps li{display:block;padding-block-start:10px;font-size:12px;line-height:1.3;border-block-start:4px solid var(--line)}
.steps .done{border-color:var(--mood)}
.steps .current{border-image:linear-gradient(to right,var(--mood) 50%,var(--line) 50%) 1}
[dir=rtl] .steps .current{border-image:linear-gradient(to left,var(--mood) 50%,var(--line) 50%) 1}
.steps .label{display:block;padding-inline-end:4px;hyphens:auto;overflow-wrap:normal}
.steps .current .label{font-weight:600}
.steps .upcoming .label,.steps .on{color:var(--muted)}
.steps .on{display:none}

.scans h2{font-size:15px;font-weight:600}
.scans ol{margin-block-start:8px}
.scans li{position:relative;display:grid;grid-template-columns:1fr auto;gap:0 12px;padding:6px 0 10px;padding-inline-start:24px;font-size:15px;line-height:1.4}
.scans li::before{inset-block-start:12px}
.scans li:first-child::before{background:var(--mood);box-shadow:none}
.scans li:not(:last-child)::after{inset-block:24px -10px}
.scans .at{font-size:13px;color:var(--muted);white-space:nowrap}
.scans .what{grid-column:1/-1;font-size:14px;color:var(--muted)}

.grid{display:grid;gap:16px}
.card{background:var(--card);border-radius:16px;padding:24px 20px}
.card h2{font-size:18px;line-height:1.3;font-weight:600;letter-spacing:-.01em}
.main,.side{display:grid;gap:16px;align-content:start;min-inline-size:0}

.parcel .row{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:4px 12px}
.parcel.mood-good{--mood:var(--good);--tint:color-mix(in srgb,var(--good) 10%,var(--card))}
.parcel .tag{color:var(--mood,var(--ink));background:var(--tint,var(--soft))}
.tag{flex:none;font-size:13px;font-weight:600;line-height:24px;padding-inline:10px;border-radius:12px;background:var(--soft);color:var(--ink)}
.parcel .when{margin-block-start:4px;color:var(--muted)}
.facts{display:grid;align-items:baseline;grid-template-columns:auto 1fr;gap:6px 20px;margin-block-start:20px;font-size:15px}
.facts dt{color:var(--muted)}
.numbers dd{overflow-wrap:anywhere}
.pieces+.numbers{margin-block-start:6px}
.facts .code{font-size:24px;line-height:1.2;font-weight:650;letter-spacing:.08em}
.actions{display:grid;gap:10px;margin-block-start:20px}
.button{display:block;inline-size:100%;padding:13px 24px;border:0;border-radius:10px;background:var(--fill);color:var(--on-fill);font:inherit;font-weight:600;line-height:22px;text-align:center;text-decoration:none;cursor:pointer}
.button.quiet,.hero .button.quiet{background:var(--card);color:var(--ink);box-shadow:inset 0 0 0 1px var(--hair);font-weight:500}
.button:hover{filter:brightness(.96)}
.contents{margin-block-start:16px;font-size:15px}
.history{margin-block:20px -12px;border-block-start:1px solid var(--line);padding-block-start:4px}
.history summary{padding-block:10px;color:var(--muted);font-size:14px;cursor:pointer}
.history li{padding-block:8px;font-size:14px;display:grid;gap:0 16px}
.history .at{color:var(--muted)}

.items{margin-block-start:20px}
.items li{display:grid;grid-template-columns:64px minmax(0,1fr) auto;gap:0 16px;align-items:start;padding-block-end:20px;line-height:1.4}
.pic{display:block;inline-size:64px;block-size:64px;border-radius:10px;background:var(--soft);color:var(--muted);object-fit:cover;font-size:10px;overflow:hidden}
.mono{font-size:22px;line-height:64px;text-align:center}
.items .title{font-weight:600;hyphens:auto}
.items .title a{color:inherit;text-decoration:none}
.items .title a:hover{text-decoration:underline}
.told-by h2{margin-block-end:8px}
.where{display:flex;align-items:center;gap:6px;margin-block-start:6px;font-size:13px;line-height:18px;font-weight:600;color:var(--muted)}
.where svg{flex:none;inline-size:15px;block-size:15px}
.where.moving,.where.arrived{color:var(--good)}
.where.due,.where.waiting{color:var(--warn)}
.where.held{color:var(--sorry)}
.where.back{color:var(--money)}
.pieces li{grid-template-columns:56px minmax(0,1fr) auto;padding-block-end:14px}
.times{white-space:nowrap;unicode-bidi:plaintext}
.pieces .pic{inline-size:56px;block-size:56px}
.pieces .mono{line-height:56px}
.items .more{margin-block-start:2px;font-size:14px;color:var(--muted)}
.price{white-space:nowrap;text-align:end}
.price,.sums dd{unicode-bidi:plaintext}
.sums{border-block-start:1px solid var(--line);padding-block-start:20px;font-size:15px}
.sums>div{display:flex;justify-content:space-between;gap:16px;padding-block-end:8px}
.sums dt{color:var(--muted)}
.sums dd{white-space:nowrap}
.sums .total{flex-wrap:wrap;gap:0 16px;padding-block:8px 0;font-size:20px;font-weight:600}
.sums .total dt{color:inherit}
.sums .tax{flex-basis:100%;font-size:14px;font-weight:400;color:var(--muted)}
.sums .after{padding-block:12px 0}

.side .card{padding-block:8px}
.side section{padding-block:16px;font-size:15px}
.side section+section{border-block-start:1px solid var(--line)}
.side h2{font-size:14px;font-weight:400;letter-spacing:0;color:var(--muted);margin-block-end:4px}
.side p+p{margin-block-start:8px}

:is([dir=rtl],:lang(ja)) :is(h1,h2,strong,.shop){letter-spacing:0}
:is([dir=rtl],:lang(ja)) h1{line-height:1.3}
:lang(ja){word-break:auto-phrase}

.note{max-inline-size:480px;margin-inline:auto;padding:clamp(40px,14vh,160px) 20px 64px}
.wrap>.note{max-inline-size:none;padding:clamp(8px,4vh,48px) 0 0}
.note h1{font-size:30px;line-height:1.15;font-weight:600;letter-spacing:-.025em;text-wrap:balance}
.note p{margin-block-start:14px;color:var(--muted);font-size:17px}
.note form,.note .onward{margin-block-start:28px}
.ways-on{margin-block-start:36px;border-block-start:1px solid var(--line);padding-block-start:24px}
.ways-on h2{font-size:16px;font-weight:600}
.ways-on ul{margin-block:8px 0;padding-inline-start:1.2em;list-style:disc}
.ways-on li{margin-block-start:6px;color:var(--muted);font-size:16px}
.icon{display:grid;place-items:center;inline-size:56px;block-size:56px;margin-block-end:28px;border-radius:16px;background:var(--card);color:var(--accent)}

@media(max-width:479px){
.numbers{grid-template-columns:minmax(0,1fr);gap:0}
.numbers dd+dt{margin-block-start:8px}
}
@media(max-width:359px){
.wrap{padding-inline:12px}
.hero,.card{padding-inline:16px}
.items li{grid-template-columns:48px minmax(0,1fr) auto;gap:0 12px}
.items .pic{inline-size:48px;block-size:48px}
.items .mono{line-height:48px}
.steps li{font-size:10px;letter-spacing:-.02em}
.steps .label{padding:0;overflow-wrap:anywhere}
}
@media(min-width:640px){
.hero{padding:32px 36px;margin-block-end:24px}
.acts-first .button{flex:none;padding-inline:24px}
.steps li{font-size:13px}
.steps .on{display:block}
.card{padding:28px 32px}
.side .card{padding-block:12px}
.actions{display:flex;flex-wrap:wrap}
.actions .button{inline-size:auto}
.history li{grid-template-columns:11em 1fr}
}
@media(min-width:960px){
.hero:has(.scans){grid-template-columns:minmax(0,1fr) 300px;gap:36px}
.hero .scans{padding-inline-start:36px;border-inline-start:1px solid var(--line)}
.grid{grid-template-columns:minmax(0,1fr) 340px;gap:24px}
.grid:not(:has(.side)){grid-template-columns:minmax(0,1fr)}
.main,.side{gap:24px}
}
@media print{
:root{color-scheme:light;--canvas:#fff;--card:#fff;--ink:#000;--muted:#444;--line:#bbb}
body{font-size:11pt}
.card{padding:0;border-radius:0;break-inside:auto}
.grid{grid-template-columns:1fr 15em;gap:28px}
.hero.mood-money{border-block-start:0}
.hero,.hero.mood-needs,.hero.mood-money,.hero.mood-sorry{padding:0 0 24px;background:none}
.items li,.side section{break-inside:avoid}
.main{gap:28px}
.side .card{padding:0}
.side section:first-child{padding-block-start:0}
.actions,.history,.top .shop img{display:none}
.steps li{print-color-adjust:exact}
a{color:inherit;text-decoration:none}
}
@media(forced-colors:active){
.steps .done,.steps .current{border-color:CanvasText;border-image:none}
.steps .upcoming{border-style:dotted}
.button{border:1px solid ButtonText}
.tag,.requests li,.hero,.card{border:1px solid CanvasText}
.option:has(:checked){outline:3px solid Highlight;outline-offset:-3px}
}
@media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
`.trim();

function properties(palette: typeof LIGHT): string {
  return Object.entries(palette).map(([name, value]) => `--${name}:${value};`).join("");
}
