/** The desk's styles, on top of the customer pages' stylesheet: dense and calm, for a mouse as for a thumb. */
import { DESK_FRAME_CSS } from "./desk_frame_css.ts";

export const DESK_CSS = `${DESK_FRAME_CSS}

:root{--bad:#a3271b;--bad-soft:#fbecea;--good-soft:#e8f3ec}
@media screen and (prefers-color-scheme:dark){:root{--bad:#f2a59b;--bad-soft:#3a211e;--good-soft:#1b2c22}}
body{font-size:14px}
.steps{margin-block:12px;padding-inline-start:1.6em;list-style:decimal}
.account>div:not(.act){margin-block-end:12px}
.account label{display:block;margin-block-end:4px}
.account input{inline-size:100%;max-inline-size:34em}
.tongue{display:flex;gap:8px;align-items:center;justify-content:flex-end;margin-block:32px 8px;font-size:13px}
.tongue select{inline-size:auto;font-size:13px}
.plainly{padding:6px 0;border:0;background:none;color:var(--accent);font:inherit;text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.2em;cursor:pointer}
.desk main{padding:18px 20px 48px;max-inline-size:960px;min-inline-size:0}
.head{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;gap:4px 16px;margin-block-end:16px}
.head h1{font-size:20px;line-height:26px;font-weight:600;letter-spacing:-.015em}
.head .aside{font-size:14px;color:var(--muted)}
.told-here{margin-block-end:16px;padding:11px 16px;border-radius:10px;font-weight:600}
.told-here.good{background:var(--good-soft);color:var(--good)}
.told-here.bad{background:var(--bad-soft);color:var(--bad)}
.desk .fault{margin-block:0 16px}
.meaning{max-inline-size:44em;margin-block-end:16px}
.below{margin-block-start:10px}
.apart{margin-inline-start:12px}

.calm{padding:14px 18px;border-radius:12px;background:var(--good-soft);color:var(--good);font-weight:600}
.calls{border:1px solid var(--line);border-radius:10px;overflow:hidden}
.calls li{display:flex;flex-wrap:wrap;justify-content:space-between;gap:2px 20px;padding:11px 18px 11px 15px;border-inline-start:3px solid var(--warn)}
.calls li.bad{border-inline-start-color:var(--bad)}
.calls li+li{border-block-start:1px solid var(--line)}
.calls li,.improve li:has(form){align-items:baseline}
.calls span{font-weight:600}
.calls a,.calls .plainly,.improve .plainly{padding:0;font-size:14px;line-height:23px}
.improve li>span{flex:1 1 20em}
.ends{display:flex;flex-wrap:wrap;gap:2px 16px;align-items:baseline}

.part{margin-block-start:24px}
.part-head{display:flex;justify-content:space-between;align-items:baseline;gap:16px;margin-block-end:6px}
.part h2{font-size:15px;line-height:20px;font-weight:600;letter-spacing:-.01em}
.panes h2{font-size:15px;line-height:20px;font-weight:600}
.panes>section h2{font-size:18px;line-height:24px}
.returned h3,.part .returned h3{margin-block:0 4px;font-size:14px;font-weight:600}
.part h3{font-size:14px;font-weight:600;margin-block-end:8px}
.nothing{padding-block:10px;border-block:1px solid var(--line);color:var(--muted)}

.figures{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:1px;border:1px solid var(--line);border-radius:10px;overflow:hidden;background:var(--line)}
.figures>div{padding:10px 12px;background:var(--card)}
.figures dt{font-size:13px;color:var(--muted)}
.figures dd{display:flex;justify-content:space-between;align-items:flex-end;gap:8px;min-block-size:34px}
.figures strong{white-space:nowrap;font-size:24px;line-height:1.2;font-weight:600;letter-spacing:-.02em}
.figures>div:last-child:nth-child(odd){grid-column:1/-1}
.figures .quiet strong{font-size:15px;font-weight:400;letter-spacing:0;color:var(--muted)}
.figures .bad strong,strong.bad{color:var(--bad)}
.figures .warn strong,strong.warn{color:var(--warn)}
.bars{display:block;flex:0 1 auto;min-inline-size:0;fill:var(--edge)}
.bars .last{fill:var(--accent)}
.bars .none{fill:var(--line)}
.figures.big{margin-block-start:32px}
.figures.big dd{display:block}
.figures.big span{display:block;font-size:13px}
.part-head a{white-space:nowrap}
.charts{display:grid;gap:0 28px}
.charts .part{min-inline-size:0}
.charts .meaning{margin-block-end:8px}
.chart .floor{stroke:var(--line)}
.chart text{font-size:12px;fill:var(--muted)}
.chart .value{font-size:14px;font-weight:600;fill:var(--ink)}
@media (min-width:900px){.charts{grid-template-columns:1fr 1fr}.figures.big{grid-template-columns:repeat(4,1fr)}}
.rates{display:grid;gap:1px;margin-block-start:12px;border:1px solid var(--line);border-radius:10px;overflow:hidden;background:var(--line)}
.rates>div{padding:14px 18px 16px;background:var(--card)}
.rates h3{font-size:13px;font-weight:400;color:var(--muted)}
.rate strong{font-size:20px;font-weight:600;letter-spacing:-.01em;margin-inline-end:6px}
.rate span{font-size:14px}
.scale{margin-block:6px 4px}
.scale svg{display:block}
.scale .ground{fill:var(--line)}
.scale .reach{fill:var(--good)}
.scale .reach.warn{fill:var(--warn)}
.scale .reach.bad{fill:var(--bad)}
.scale .mark{inline-size:1.5px;block-size:12px;fill:var(--edge)}
.scale text{font-size:12px;fill:var(--muted)}
.verdict{font-size:14px}
.improve{display:grid;gap:1px;border:1px solid var(--line);border-radius:10px;overflow:hidden;background:var(--line)}
.improve li{padding:12px 18px 12px 15px;background:var(--card);border-inline-start:3px solid transparent;text-wrap:pretty}
.improve li:has(form){display:flex;flex-wrap:wrap;justify-content:space-between;gap:2px 20px}
.improve .warn{border-inline-start-color:var(--warn)}
.improve .bad{border-inline-start-color:var(--bad)}

.lines{border-block:1px solid var(--line)}
.lines>li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:4px 14px;align-items:start;padding:10px 4px}
.lines>li+li{border-block-start:1px solid var(--line)}
.lines.pick>li{grid-template-columns:20px minmax(0,1fr) auto}
.lines.pick .when{grid-column:2/-1}
.lines input[type=checkbox]{inline-size:18px;block-size:18px;margin-block-start:3px}
.what .name{color:var(--ink);font-weight:600;margin-inline-end:8px}
a.name{text-decoration:none}
a.name:hover{text-decoration:underline}
.what .muted{font-size:14px}.what a.muted{display:inline-block;padding:4px 0}
.kinds select{inline-size:100%;padding:6px 10px;background:var(--card)}
.kinds select.warn{border-color:var(--warn);color:var(--warn)}
.kinds select.quiet{color:var(--muted)}
.kinds .why{font-size:13px}
.reach form{grid-column:1/-1}
.reach .plainly{font-size:14px}
.why{margin-block-start:2px;font-size:14px;color:var(--ink);text-wrap:pretty}
.over .name,.over .why{color:var(--muted);font-weight:400}
.times{display:flex;flex-wrap:wrap;gap:0 14px;margin-block-start:2px;font-size:13px;color:var(--muted)}
.when{grid-column:1/-1;display:flex;flex-wrap:wrap;gap:0 12px;font-size:13px;line-height:22px}
.refused .when{grid-column:1}
.refused form{grid-row:1;grid-column:2}
.refused .plainly{padding:0;font-size:14px;line-height:22px}
.state{display:inline-block;justify-self:end;font-size:13px;font-weight:600;line-height:22px;padding-inline:9px;border-radius:11px;background:var(--soft);color:var(--muted);white-space:nowrap}
.head .state.quiet,.part-head .state.quiet{background:var(--line);color:var(--ink)}
.state.good{background:var(--good-soft);color:var(--good)}
.state.warn{background:var(--warn-soft);color:var(--warn)}
.state.bad{background:var(--bad-soft);color:var(--bad)}
code{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.locked{border:0;padding:0;margin:0;min-inline-size:0;opacity:.6}
.row{display:flex;flex-wrap:wrap;align-items:flex-end;gap:8px 14px;grid-column:1/-1}
.apart-end{margin-inline-end:12px}
.choices{border:0;padding:0;margin:0;display:grid;gap:6px}
.choices legend{padding:0;font-size:14px;font-weight:600;margin-block-end:4px}
.choice{display:flex;gap:10px;align-items:flex-start}
.answer .choice{font-weight:400}
.answer .choice input{inline-size:18px;block-size:18px;margin-block-start:3px;flex:none}
.choice .muted{display:block;font-size:14px}
.entry .way{font-size:17px;margin-block:22px 10px}
.timeline{border-block:1px solid var(--line);padding-block:4px}
.timeline>li{position:relative;display:grid;grid-template-columns:minmax(0,1fr) auto;gap:2px 14px;padding-block:8px;padding-inline:28px 4px}
.timeline>li::before,.timeline>li::after{content:"";position:absolute;inset-inline-start:9px;inset-block:0;inline-size:1px;background:var(--edge)}
.timeline>li::after{inset-block:13px auto;inset-inline-start:4px;inline-size:11px;block-size:11px;box-sizing:border-box;border:2px solid var(--edge);border-radius:50%;background:var(--card)}
.timeline>li:first-child::before{inset-block-start:14px}
.timeline>li:last-child::before{inset-block-end:auto;block-size:16px}
.timeline>.is-mail::after{border-color:var(--muted)}
.timeline>li:has(>input){grid-template-columns:20px minmax(0,1fr) auto}
.timeline>.is-message::after,.timeline>.is-rating::after{border-color:var(--accent);background:var(--accent)}
.timeline>.is-act::after{border-color:var(--muted);background:var(--muted)}
.timeline .name::first-letter{text-transform:uppercase}
.timeline>li>time{font-size:13px;line-height:22px;color:var(--muted);white-space:nowrap}
.timeline .what p:first-child{display:flex;flex-wrap:wrap;gap:2px 8px;align-items:baseline}
.timeline .what .name{margin:0}
.timeline .is-event .name{font-weight:400}
.timeline code{font-size:12px}
.timeline input{inline-size:18px;block-size:18px;margin-block-start:3px}
.links{display:flex;flex-wrap:wrap;gap:0 14px;font-size:14px;min-inline-size:0}
.links a{padding-block:3px}
.side{padding-block:8px;border-block:1px solid var(--line);display:grid;gap:6px}
.side>div{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 14px}
.side dt{color:var(--muted);font-size:14px;min-inline-size:0;overflow-wrap:break-word}
.side dd{text-align:end;white-space:pre-line;overflow-wrap:anywhere;font-size:14px}
.goods .gone{text-decoration:line-through;color:var(--muted);margin-inline-end:12px}
.why.warn{color:var(--warn)}
.why.muted,.queue .when time{color:var(--muted)}
.when .plainly{padding:0;font-size:13px;line-height:22px}
.columns{display:grid;grid-template-columns:minmax(0,1fr)}
.columns>*{min-inline-size:0}
.side dd{flex:1 0 auto;max-inline-size:100%}
.row .inline>div{flex:0 1 150px}
.lines+.meaning{margin-block-start:14px}
@media(min-width:1160px){.columns,.split{display:grid;grid-template-columns:minmax(0,1fr) 300px;gap:0 28px;align-items:start}.columns.wide{grid-template-columns:minmax(0,1fr) 336px}.split{grid-template-columns:minmax(0,1fr) 272px}.split>*{min-inline-size:0}.split>*>.part:first-child,.columns.wide>*>.part:first-child{margin-block-start:0}.columns.wide{padding-block-start:16px}.split>aside,.columns.wide>aside{padding-inline-start:20px;border-inline-start:1px solid var(--line)}.peek{display:none}}
.figs{display:grid;grid-template-columns:1fr 1fr;gap:12px 16px}
.figs dt{color:var(--muted);font-size:13px;line-height:18px}
.figs dd{font-size:20px;font-weight:600;line-height:26px;letter-spacing:-.02em}
.figs a{color:inherit;text-decoration-color:var(--hair)}
.figs .bad dd{color:var(--bad)}
.figs small{display:block;font-size:13px;font-weight:400;line-height:18px;letter-spacing:0;color:var(--muted)}
.split>aside .rates{grid-template-columns:1fr}
.split>aside .part-head{flex-wrap:wrap;gap:0 12px}
.split thead th{white-space:normal;overflow-wrap:normal;vertical-align:bottom}
.split .scroll :is(th,td){padding-inline:6px}
.split .scroll :is(th,td):first-child{padding-inline-start:4px}
.peek a{display:block;padding-block:8px;font-weight:600}
.wish{margin-block-end:4px}
.solve{display:grid;gap:6px;margin-block-start:8px}
.solve>*{position:relative;padding:8px 12px;border-radius:8px;box-shadow:inset 0 0 0 1px var(--edge)}
.solve>input{display:none}
.solve+.choices{margin-block-start:10px}
.filter+.scroll{margin-block-start:12px}
.solve button,.solve a{padding:0;border:0;background:none;color:var(--ink);font:inherit;font-weight:600;text-align:start;text-decoration:none;cursor:pointer}
.solve button::after,.solve a::after{content:"";position:absolute;inset:0;border-radius:8px}
.solve>:hover{background:var(--soft)}
.solve>:has(:focus-visible){outline:3px solid var(--accent);outline-offset:2px}
.solve>.first{background:var(--good-soft);box-shadow:inset 0 0 0 1.5px var(--good)}
.solve small{display:block;font-size:13px;font-weight:400;line-height:18px;color:var(--muted);text-wrap:pretty}
.solve .first small{color:var(--ink)}
#solve .lines>li{grid-template-columns:minmax(0,1fr) auto}
#solve .lines .what{grid-column:1/-1;grid-row:2}
#solve .lines .when{grid-column:1;grid-row:1;flex-direction:row;align-items:baseline}
.orders .goods-of{display:block;max-inline-size:22em;overflow:hidden;text-overflow:ellipsis;font-size:13px;white-space:nowrap}
.orders th[scope=row]{font-weight:600;white-space:normal;overflow-wrap:anywhere;min-inline-size:7em}
.orders .name{color:var(--ink)}
.orders td,.orders tbody th{vertical-align:top}
.orders .whom{white-space:normal}
.orders .promised{white-space:normal;min-inline-size:8em}
.calls-for{max-inline-size:15em}
.orders .calls-for .state{margin:0 4px 2px 0}
.orders .placed{color:var(--muted)}
.queued[aria-current]{box-shadow:inset 3px 0 0 var(--accent)}
.chips{display:flex;flex-wrap:wrap;gap:6px;margin-block-end:14px}
.chips a{padding:4px 12px;border-radius:16px;background:var(--soft);color:var(--muted);font-size:14px;text-decoration:none}
.chips a:hover{color:var(--ink)}
.chips [aria-current]{background:var(--ink);color:var(--card);font-weight:600}
.chips [aria-current]:hover{color:var(--card)}
.act{display:flex;flex-wrap:wrap;align-items:center;gap:8px 16px;margin-block-start:14px}
.desk .button{inline-size:auto;padding:6px 14px;border-radius:7px;font-size:14px;line-height:20px}
.desk a.button{display:inline-block}
.desk .button.quiet{background:var(--card);box-shadow:inset 0 0 0 1px var(--edge)}
.desk .onward{margin-block-start:16px}
.onward+.calls,.onward+.calm{margin-block-start:16px}
.facts-grid{display:grid;gap:7px;padding-block:12px;border-block:1px solid var(--line)}
.facts-grid>div{display:grid;grid-template-columns:108px minmax(0,1fr);gap:12px;align-items:baseline}
.side+.facts-grid{border-block-start:0}
.calls+.facts-grid{margin-block-start:14px}
.facts-grid dd{white-space:pre-line}
.facts-grid dt{font-size:13px;color:var(--muted)}
.sheet{display:block;inline-size:100%;block-size:80vh;min-block-size:520px;border:1px solid var(--line);border-radius:12px;background:#fff}
.events{border-block:1px solid var(--line);padding-block:6px}
.events li{display:grid;grid-template-columns:1fr auto;gap:0 16px;padding:5px 4px;font-size:14px}
.events time{color:var(--muted);font-size:13px;line-height:22px}
.events code{grid-column:1/-1}
.events span{grid-row:1;grid-column:2;font-size:13px}
.said{display:grid;gap:8px}
.said li{padding:10px 14px;border-radius:4px 12px 12px 12px;background:var(--soft);margin-inline-end:8%}
.said .own{border-radius:12px 4px 12px 12px;background:var(--good-soft);margin-inline:8% 0}
.presence{margin-block-start:8px;display:grid;gap:2px}
.presence[hidden]{display:none}
.queue>[aria-current]{box-shadow:inset 3px 0 0 var(--accent)}
.thread .note{background:var(--warn-soft)}
.thread .act{display:block;padding-block:3px;background:none;box-shadow:none;margin:0}
.thread .warn{color:var(--warn)}
.thread .bad{color:var(--bad)}
.paragraph{white-space:pre-line;overflow-wrap:anywhere;margin-block-start:6px}
.files{display:flex;flex-wrap:wrap;gap:10px;margin-block-start:8px}
.files img{display:block;border-radius:8px}
.choices{display:flex;flex-wrap:wrap;gap:8px;margin-block-end:18px;align-items:flex-start}
.choices summary,.act-link{display:block;padding:7px 13px;border-radius:8px;background:var(--card);box-shadow:inset 0 0 0 1px var(--edge);color:var(--ink);font-size:14px;line-height:20px;text-decoration:none;cursor:pointer;list-style:none}
.choices summary::-webkit-details-marker{display:none}
.choices summary:hover,.act-link:hover{background:var(--soft)}
.choices details[open]{flex-basis:100%}
.choices details[open] summary{inline-size:fit-content;background:var(--ink);color:var(--card);box-shadow:none}
.choices .answer{max-inline-size:38em;margin-block-start:10px;padding:16px 18px;border:1px solid var(--line);border-radius:10px}
.choices .answer input,.choices .answer textarea{max-inline-size:none}
.decide{margin-block-end:0}
.decide .spread{display:contents}
.decide>details>summary{padding:6px 14px;border-radius:7px}
.decide .grave:not([open]) summary{color:var(--bad)}
.lines .decide .answer{padding:0}
.decide .label-fields,.decide .label-fields[open]{flex-basis:100%}
.decide .label-fields summary,.decide .label-fields[open] summary{inline-size:fit-content;padding:4px 0;background:none;box-shadow:none;color:var(--accent)}
.decide .label-fields .inline{margin-block:8px}
.panes{display:grid;grid-template-columns:minmax(0,1fr);gap:24px 0}
.panes>*{min-inline-size:0}
.panes .lines+.part-head{margin-block-start:20px}
.panes .lines>li{grid-template-columns:minmax(0,1fr) auto}
.panes .lines [aria-current]{background:var(--good-soft)}
.pieces{margin-block:10px;padding-inline:14px;border:1px solid var(--line);border-radius:10px}
.pieces li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 14px;padding-block:10px;overflow-wrap:anywhere}
.pieces li+li{border-block-start:1px solid var(--line)}
.pieces p{grid-column:1/-1}
.facing{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,200px),1fr));gap:16px 28px;margin-block:14px}
.returned .side{padding-block:0;border:0}
.returned .side>div:last-child{font-weight:600}
.returned .side>div:last-child dt{color:inherit}
.hears{margin-block-end:12px;padding:10px 14px;border-radius:10px;background:var(--soft)}
.held{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:8px 16px;margin-block-end:14px;padding:11px 16px;border-radius:10px;background:var(--warn-soft);color:var(--warn);font-weight:600}
.held a{color:inherit}
.editor{display:grid;grid-template-columns:minmax(0,1fr);gap:28px}
.editor>*{min-inline-size:0}
.texts .text{display:grid;gap:3px;margin-block-end:10px}
.answer.texts textarea{min-block-size:0;field-sizing:content}
.facts-of{display:flex;flex-wrap:wrap;gap:4px 6px}
.facts-of code{padding:1px 6px;border-radius:5px;background:var(--good-soft);color:var(--good)}
.answer.fields{margin:0;gap:0}
.fields .part:first-of-type{margin-block-start:8px}
.sheet-of-fields{display:grid;gap:16px 28px;padding-block:14px;border-block:1px solid var(--line)}
.setting{display:grid;gap:4px;align-content:start;min-inline-size:0}
.setting.choices{gap:6px}
.trial select,.trial input:not([type=hidden]){inline-size:100%;max-inline-size:34em}
.answer .setting input:not([type=checkbox]),.answer .setting textarea,.answer .setting select{inline-size:100%;max-inline-size:34em;margin:0;background:var(--card)}
.answer .setting .short.short:not([type=checkbox]){max-inline-size:9em}
.answer .setting textarea{min-block-size:0;field-sizing:content}
.setting [aria-invalid]{border-color:var(--bad)}
.rows{grid-column:1/-1}
.cells{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,11em),1fr));gap:4px 12px;max-inline-size:56em;min-inline-size:0}
.cells+.cells{margin-block-start:4px}
.cells label{display:grid;gap:2px;min-inline-size:0;font-weight:400;color:var(--muted)}
.setting details{margin-block-start:4px}
.setting details .setting{margin-block-start:12px}
.swatched{display:flex;gap:10px;align-items:center}
.swatched svg{flex:none}
.answer .swatched input:not([type=checkbox]){max-inline-size:9em}
.names{display:grid;gap:2px 18px;margin-block-end:14px}
.names>div{display:flex;gap:8px;align-items:baseline}
.canned .reply{margin:0;grid-column:1/-1}
.canned .reply summary{padding-block:2px;color:var(--ink)}
.how{display:grid;gap:10px;max-inline-size:52em}
.how ul{padding-inline-start:20px;list-style:disc;display:grid;gap:6px}
.how .scroll td{white-space:normal;overflow-wrap:anywhere;vertical-align:top}
.how .scroll td:first-child{padding-inline-start:18px;min-inline-size:10em}
.names code{white-space:nowrap}
.keep{position:sticky;inset-block-end:0;padding-block:10px;background:var(--card);border-block-start:1px solid var(--line);z-index:1}
.keep.first{inset-block:0 auto;margin-block:0 6px;border-block:0;border-block-end:1px solid var(--line)}
html:has(.keep.first){scroll-padding-block-start:64px}
html:has(.keep:not(.first)){scroll-padding-block-end:128px}
.views{display:flex;flex-wrap:wrap;gap:0 18px}
.preview .inline{margin-block-end:8px}
.preview .subject{font-weight:600;margin-block-end:8px;overflow-wrap:anywhere}
.preview .frame{display:block;inline-size:100%;block-size:720px;border:1px solid var(--line);border-radius:12px;background:#fff}
.preview .frame.phone{max-inline-size:390px}
.preview .plain{padding:16px;border:1px solid var(--line);border-radius:10px;font:13px/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere;max-block-size:720px;overflow:auto}
.version{display:grid;gap:4px;margin-block-start:6px;font-size:14px}
.version dt{color:var(--muted)}
.inline.filter>div{flex:0 1 180px}
.filter select,.filter input{min-inline-size:9em}
.filter .plain-link{padding-block:9px;font-size:14px}
@media(min-width:1160px){.editor{grid-template-columns:minmax(0,1fr) 430px}.desk main:has(.editor){max-inline-size:1120px}.preview{position:sticky;inset-block-start:16px;align-self:start}}
.scores{display:flex;flex-wrap:wrap;gap:2px 16px;margin-block:3px;font-size:14px}
.scores li{display:flex;gap:6px}
.scores .stars{letter-spacing:.06em;color:var(--warn)}
.scores .bad{color:var(--bad)}
.scores .bad .stars{color:inherit}
.paragraph{text-wrap:pretty;margin-block-start:2px}
.reply{margin-block-start:10px}
.reply summary{inline-size:fit-content;padding-block:6px;color:var(--accent);font-weight:600;cursor:pointer}
.answer{display:grid;gap:6px;margin-block-start:6px}
.close{margin-block-start:10px}
.answer label,.inline label{font-size:14px;font-weight:600}
.answer textarea,.answer input{inline-size:100%;background:var(--card)}
.answer textarea{min-block-size:6em}
.answer input{max-inline-size:22em;padding-block:8px}
.inline{display:flex;flex-wrap:wrap;align-items:flex-end;gap:10px}
.inline>div{display:grid;gap:4px;flex:1 1 220px;min-inline-size:0}
.inline input,.inline select,.inline .button{block-size:42px}
.inline input,.inline select{inline-size:100%;padding:8px 12px;background:var(--card)}
.inline input[type=file]{padding:6px 8px}
.lines+.improve{margin-block-start:14px}
.inline+.lines,.inline+.nothing{margin-block-start:16px}
.below+.lines,.below+.nothing{margin-block-start:14px}
#file-hint{margin-block-start:8px;max-inline-size:46em}
.letters .plainly{padding:0;font-size:14px;line-height:22px}
.letters .name code,.stopped code{font-weight:600;overflow-wrap:anywhere}
.stopped{margin-block-end:16px}
.told-here.quiet,.told-here.warn{background:var(--card);color:var(--ink);font-weight:400;box-shadow:inset 3px 0 var(--warn)}
.told-here.quiet{box-shadow:none}
.letter{max-block-size:70vh;overflow:auto;padding:14px 18px;border-radius:10px;background:var(--soft);font:13px/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
.letter mark{padding:2px 4px;border-radius:4px;background:var(--warn-soft);color:var(--ink);font-weight:600}
.scroll{overflow-x:auto;border-block:1px solid var(--line)}
.scroll table{inline-size:100%;border-collapse:collapse;font-size:14px}
.scroll th,.scroll td{padding:8px 12px;text-align:start;font-weight:400;white-space:nowrap}
.scroll th:first-child{padding-inline-start:4px}
.scroll td:last-child,.scroll th:last-child{padding-inline-end:4px}
.scroll thead th{font-size:13px;color:var(--muted)}
.scroll tbody tr{border-block-start:1px solid var(--line)}
.scroll .number{text-align:end}
.findings{border-block:1px solid var(--line)}
.findings li{display:grid;grid-template-columns:auto 1fr;gap:2px 12px;padding:10px 4px}
.findings li+li{border-block-start:1px solid var(--line)}
.findings li>span:last-child{grid-column:1/-1;font-size:14px}
.part h3{margin-block-start:20px}
.rates h3{margin:0}
.records{display:grid;gap:10px;margin-block-start:10px}
.records li{padding:12px 16px 14px;border:1px solid var(--line);border-radius:10px}
.records dl{display:grid;grid-template-columns:auto minmax(0,1fr);gap:6px 14px;margin-block-start:6px}
.records dt{font-size:13px;line-height:26px;color:var(--muted)}
.copy{display:block;padding:3px 9px;border-radius:7px;background:var(--soft);user-select:all;-webkit-user-select:all;overflow-wrap:anywhere}
main.narrow.entry{max-inline-size:480px;padding-block:clamp(32px,12vh,120px) 48px}
.entry .button{inline-size:100%}

.other-cases a{display:inline-block;padding-block:5px}
@media(min-width:700px) and (max-width:1399px){.orders .goods-of{max-inline-size:12em}}
@media(max-width:959px){.keep:not(.first){inset-block-end:calc(57px + env(safe-area-inset-bottom))}}
@media(max-width:699px){
.chips{flex-wrap:nowrap;overflow-x:auto;margin-inline:-20px;padding-inline:20px;scroll-padding-inline:20px;scrollbar-width:none}
.chips a{flex:none;padding-block:10px;line-height:24px;border-radius:22px}
.chips [aria-current]{scroll-initial-target:nearest}
.desk .button,.order-acts summary,.act-link,.plainly,.desk input:not([type=checkbox],[type=radio],[type=hidden]),.desk select,.inline input,.inline select,.inline .button{min-block-size:44px}
.order-acts summary,.act-link,.decide>details:not(.label-fields)>summary{padding-block:12px}
.whose a,.what .name[href],.links a,.calls a,.onward a,.part-head a,.reply summary,.calls .plainly,.improve .plainly,.when .plainly,.refused .plainly,.letters .plainly{display:inline-block;padding-block:11px;line-height:22px}
.what a.name{margin-block:-11px}
.queue>li{grid-template-columns:minmax(0,1fr) auto}
.queue .what{grid-column:1/-1}
.queue .state{grid-column:2;grid-row:2;align-self:center}
.queue .what .state{grid-column:auto}
.queue .when,.queue.pick .when{grid-column:1;grid-row:2;align-items:baseline}
.timeline>li{grid-template-columns:minmax(0,1fr)}
.timeline>li>time{grid-row:1}
.inline.filter>div{flex:1 1 130px}
.orders,.orders tbody{display:block}
.orders thead{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
.orders tr{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:2px 12px;padding-block:10px}
.orders tbody tr:first-child{border:0}
.scroll .orders th,.scroll .orders td{padding:0}
.scroll .orders td:empty{display:none}
.orders th[scope=row] .name{display:inline-block;padding-block:11px;margin-block:-11px}
.orders .sum{grid-row:1;grid-column:2}
.orders .whom{grid-row:2;grid-column:1}
.orders .is{grid-row:2;grid-column:2}
.orders .promised,.orders .calls-for{grid-column:1/-1;max-inline-size:none}
.orders .placed{grid-row:3;grid-column:2;font-size:13px}
.orders .promised{grid-row:3;grid-column:1}
}
@media(min-width:700px){
.facts-grid{display:flex;flex-wrap:wrap;gap:8px 32px}
.facts-grid>div{display:block}
.rates{grid-template-columns:1fr 1fr}
.lines>li{grid-template-columns:minmax(0,1fr) auto 150px}
.lines.pick>li{grid-template-columns:20px minmax(0,1fr) auto 150px}
.lines.refused>li{grid-template-columns:minmax(0,1fr) auto 80px}
.lines.reach>li{grid-template-columns:minmax(0,1fr) auto}
.lines.reach .when{grid-column:2;grid-row:1}
.lines.reach .inline{grid-column:1}
.lines.reach .inline>div{max-inline-size:24em}
.lines.kinds>li{grid-template-columns:minmax(0,1fr) 120px 150px;align-items:center}
.when,.lines.pick .when{grid-column:-2/-1;flex-direction:column;align-items:flex-end;text-align:end}
.names{grid-template-columns:repeat(auto-fill,minmax(260px,1fr))}
.sheet-of-fields{grid-template-columns:repeat(auto-fit,minmax(300px,1fr))}
.lines.letters>li{grid-template-columns:minmax(0,1fr) 140px 120px}
.letters .when{grid-column:2;grid-row:1}
.letters form{grid-column:3;grid-row:1;text-align:end}
.refused .when{grid-column:2;grid-row:1}
.refused form{grid-column:3;text-align:end}
.events li{grid-template-columns:118px minmax(0,1fr) auto}
.events code{grid-column:2;grid-row:1}
.events span{grid-column:3}
.findings li{grid-template-columns:120px 96px minmax(0,1fr);align-items:baseline}
.findings .state{justify-self:start}
.findings li>span:last-child{grid-column:auto}
}
@media(min-width:960px){
.panes{grid-template-columns:minmax(0,336px) minmax(0,1fr)}
.panes>section{padding-inline-start:24px;margin-inline-start:24px;border-inline-start:1px solid var(--line)}
.desk main{padding:16px 28px 64px;max-inline-size:1240px}
}
@media print{.rail,.act,.inline,.skip{display:none}}
@media(forced-colors:active){button,a.button,.seek button,.plainly{border:1px solid ButtonText}.plainly{padding-inline:6px}.choices summary,.act-link{border:1px solid ButtonText}}
`.trim();
