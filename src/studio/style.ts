/** The studio's style sheet: the paper's colours, light and dark, no font to fetch; served as one file. */

export const style = `
:root{--paper:#f6f3ec;--card:#fff;--ink:#1c1a17;--soft:#5d564c;--rule:#d9d1c2;--hue:#0b5a78;--on-hue:#fff;--wash:#e6f0f4;--good:#1d6b3a;--warn:#8a4b00;--bad:#a3211b;--bad-wash:#fbeae8;--warn-wash:#fbf0dd;--good-wash:#e6f3ea;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--paper:#14181b;--card:#1e2429;--ink:#f3ede0;--soft:#b9b2a6;--rule:#3a4046;--hue:#7fc4e3;--on-hue:#10202a;--wash:#1d323c;--good:#7fd29b;--warn:#f0b667;--bad:#ff9b92;--bad-wash:#3a2120;--warn-wash:#36290f;--good-wash:#182e20}}
*{box-sizing:border-box}
html{scroll-padding-top:4rem}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 'Helvetica Neue',Helvetica,Arial,sans-serif}
h1,h2,h3{font-family:Georgia,'Times New Roman',serif;line-height:1.2;text-wrap:balance;margin:0}
h1{font-size:1.7rem}h2{font-size:1.25rem}h3{font-size:1.02rem}
p{margin:0 0 .6rem}
a{color:var(--hue);text-underline-offset:.15em}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:.5rem;background:var(--card);padding:.5rem 1rem;z-index:9}
.bar{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;align-items:center;padding:.55rem 1.25rem;background:var(--card);border-bottom:3px double var(--ink)}
.bar .title{font:bold 1.25rem Georgia,serif;color:inherit;text-decoration:none;margin-right:auto}
.bar form{margin:0}
@media (max-width:30rem){.bar{gap:.3rem .8rem;padding:.55rem .8rem}.bar .name{display:none}}
main{padding:1.25rem;max-width:110rem;margin:0 auto}
@media (max-width:30rem){main{padding:.8rem}}
.narrow{max-width:34rem}
.grid{display:grid;gap:1.25rem;grid-template-columns:minmax(0,1fr)}
@media (min-width:60rem){.grid.two{grid-template-columns:minmax(0,3fr) minmax(0,2fr)}}
@media (min-width:70rem){.grid.work{grid-template-columns:minmax(0,1.15fr) minmax(0,.8fr) minmax(0,1.25fr)}.work .side{position:sticky;top:.75rem;align-self:start}}
.card{background:var(--card);border:1px solid var(--rule);border-radius:6px;padding:1rem 1.15rem;min-width:0}
.card>h2{margin-bottom:.6rem}.card table+form,.card .scroll+form{margin-top:1rem}
.stack>*+*{margin-top:1rem}
.row{display:flex;flex-wrap:wrap;gap:.5rem .8rem;align-items:center}
.row form{margin:0}.row>select{width:auto;flex:1 1 8rem;min-width:0}.row>label{margin:0}
.row>input[type=datetime-local]{width:auto}
.soft{color:var(--soft)}.small{font-size:.875rem}
.now{border-left:5px solid var(--hue)}
.now h1{margin-bottom:.35rem}.now.idle h1{font-size:1.15rem}.now.idle details{margin-top:.4rem}
.desk>*+*{margin-top:2.2rem}.card>h2.next{margin-top:1.3rem}.now>h2{margin:1.1rem 0 .3rem}.now>.said{margin:1rem 0 0}.now>.said+*{margin-top:.8rem}.now form p{margin:.35rem 0 0}.now form p.field{margin-bottom:.9rem}
button,.button{display:inline-flex;align-items:center;justify-content:center;text-align:center;font-family:inherit;font-size:.95rem;font-weight:bold;line-height:1.2;border:2px solid var(--hue);border-radius:4px;background:var(--hue);color:var(--on-hue);padding:.55rem 1rem;cursor:pointer;text-decoration:none;min-height:2.6rem}
button.quiet,.button.quiet{background:transparent;color:var(--hue);font-weight:normal}
button.small,.button.small{padding:.2rem .55rem;min-height:2rem;font-size:.85rem;border-width:1px}
button.bad{background:var(--bad);border-color:var(--bad);color:var(--card)}
input[type=checkbox]{width:1.1rem;height:1.1rem;vertical-align:-.15rem}.grid.two>.card{align-self:start}
button:hover{filter:brightness(1.1)}
button[disabled],button[aria-disabled]{opacity:.45;cursor:not-allowed}
:focus-visible{outline:3px solid var(--hue);outline-offset:2px;border-radius:2px}
label{display:block;font-weight:bold;font-size:.9rem;margin-bottom:.2rem}
input[type=text],input[type=email],input[type=datetime-local],input[type=date],input[type=url],input[type=file],textarea,select{width:100%;font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--soft);border-radius:4px;padding:.5rem .6rem}
textarea{resize:vertical}
.field{margin:0 0 .9rem}
.badge{display:inline-block;border:1px solid currentColor;border-radius:99px;padding:.05rem .6rem;font-size:.8rem;font-weight:bold;white-space:nowrap}
.badge.good{color:var(--good)}.badge.warn{color:var(--warn)}.badge.bad{color:var(--bad)}
.said{border-left:5px solid var(--hue);background:var(--wash);padding:.6rem .9rem;margin:0 0 1rem}
.said.bad{border-color:var(--bad);background:var(--bad-wash)}.said.warn{border-color:var(--warn);background:var(--warn-wash)}.said.good{border-color:var(--good);background:var(--good-wash)}
.said p:last-child{margin:0}
.said ul{margin:.4rem 0 0;padding-left:1.2rem}
.list{list-style:none;margin:0;padding:0}
.list>li{border-top:1px solid var(--rule);padding:.55rem 0}
.list>li:first-child{border-top:0}.list.tight>li{border:0;padding:0}
.ways>*{border-bottom:1px solid var(--rule);padding:.6rem 0}.ways>:first-child{border-top:1px solid var(--rule)}.ways:empty{display:none}.leaves strong{font-size:1.25rem}.check{font-weight:normal}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;padding:.35rem .6rem .35rem 0;border-top:1px solid var(--rule);vertical-align:top}
th[scope=col]:first-letter{text-transform:uppercase}:lang(fr) q{quotes:'«\\a0' '\\a0»'}th{font-size:.82rem;color:var(--soft)}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto}
@media (max-width:40rem){.past tr{display:grid;grid-template-columns:repeat(3,1fr)}.past td,.past th{border:0;padding:.1rem 0}.past td:first-child,.past th:first-child{grid-column:1/-1}.past tr{border-top:1px solid var(--rule);padding:.5rem 0}}
.block,.leftover{margin:1.1rem 0 0}
.block>h3{display:flex;justify-content:space-between;gap:1rem;border-bottom:2px solid var(--ink);padding-bottom:.2rem}
.items{list-style:none;margin:0;padding:0;min-height:.6rem}
.item{display:grid;grid-template-columns:1.4rem 3.6rem minmax(0,1fr);gap:.2rem .6rem;padding:.55rem 0;border-bottom:1px solid var(--rule);background:var(--card)}
.item.chosen{background:var(--wash)}
.item .grip{cursor:grab;color:var(--soft);user-select:none;text-align:center}
.item img,.item .none{width:3.6rem;height:2.5rem;object-fit:cover;border-radius:3px;background:var(--rule);display:block}
.item .name{font-weight:bold;line-height:1.3;overflow-wrap:anywhere}
.item .tools{grid-column:1/-1;display:flex;flex-wrap:wrap;gap:.3rem}
.item .tools form{margin:0}
.item details{grid-column:1/-1}
summary{cursor:pointer;color:var(--hue);padding:.2rem 0}
.pictures{border:0;padding:0;display:flex;flex-wrap:wrap;gap:.5rem;margin-bottom:.8rem}
.pictures label{font-weight:normal;border:2px solid var(--rule);border-radius:4px;padding:.25rem;font-size:.8rem;text-align:center}
.pictures img{display:block;width:6rem;height:4rem;object-fit:cover}
.pictures label:has(:checked){border-color:var(--hue)}
blockquote{margin:.3rem 0;padding-left:.8rem;border-left:3px solid var(--rule)}
fieldset.plain{border:0;padding:0;margin:0 0 1rem}fieldset.plain legend,.pictures legend{font-weight:bold;font-size:.9rem;padding:0 0 .35rem}fieldset.plain label{font-weight:normal}
.conditions{border-top:1px solid var(--rule);margin:0 0 1rem}
.condition{display:grid;grid-template-columns:4.6rem minmax(0,1fr);gap:.4rem .6rem;align-items:center;padding:.5rem 0;border-bottom:1px solid var(--rule)}
.condition .except{font-weight:normal;margin:0;white-space:nowrap}.condition input[type=text]{grid-column:2}
@media (min-width:48rem){.condition{grid-template-columns:4.6rem repeat(2,minmax(0,1fr))}.condition select{grid-column:2/-1}.condition .value{grid-column:3!important}.condition:has(.takes-value:checked) .value{grid-column:2/-1!important}}
.condition:has(.takes-nothing:checked) input[type=text],.condition:has(option[value='']:checked) input[type=text],.condition:has(.takes-value:checked) .name,.condition:has(.takes-name:checked) .value{display:none}
.form{max-width:44rem}.row.top{align-items:flex-start}
.shown{margin:0 0 1rem}.shown img{display:block;max-width:100%;max-height:22rem;border-radius:4px}
.thumb{width:7.5rem;height:5rem;object-fit:cover;border-radius:4px}
.inbox{border:1px solid var(--rule);border-radius:4px;padding:.6rem .8rem;max-width:24rem;background:var(--card);overflow:hidden}
.inbox{margin-bottom:.8rem}.inbox b,.inbox span{display:block;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.inbox .who{font-weight:bold}
.looks{display:flex;flex-wrap:wrap;gap:.25rem;margin:0 0 .6rem}
.looks a{padding:.25rem .6rem;border:1px solid var(--rule);border-radius:4px;text-decoration:none;font-size:.85rem}
.looks a[aria-current]{background:var(--hue);border-color:var(--hue);color:var(--on-hue)}
.frame{min-height:70vh}
.paper{width:100%;border:1px solid var(--rule);background:#fff;height:70vh;display:block}
.paper.phone{width:375px;max-width:100%;margin:0 auto}
.checks{display:grid;grid-template-columns:auto minmax(0,1fr);gap:0 1rem;align-items:baseline;padding-block:.6rem}.checks>h2{margin:0}.checks .findings{columns:22rem;column-gap:2rem}.checks li{break-inside:avoid}
@media (max-width:40rem){.checks{grid-template-columns:1fr}}
.findings li{overflow-wrap:anywhere}.findings p{margin:.15rem 0 0}.findings li.block{border-left:4px solid var(--bad);padding-left:.7rem}.findings li.warn{border-left:4px solid var(--warn);padding-left:.7rem}.item:target{outline:3px solid var(--hue);outline-offset:2px}
.meter{height:.9rem;width:100%;accent-color:var(--hue)}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.8rem;max-height:70vh;overflow:auto;background:var(--paper);padding:.8rem;margin:0}
code{font-size:.9em;overflow-wrap:anywhere}
.saving{visibility:hidden;position:fixed;left:1rem;bottom:0;background:var(--card);border:1px solid var(--rule);border-radius:6px;padding:.5rem .9rem;z-index:8}.busy [data-saves=settled] button{opacity:.5}.busy .saving,.lost .saving{visibility:visible}.lost .saving{background:var(--bad-wash);border-color:var(--bad)}
.condition .typed{grid-column:1/-1;order:1;margin:0}.typed q{overflow-wrap:anywhere}.typed button{margin-top:.3rem}.news:empty{display:none}
footer{padding:1rem 1.25rem 2rem;font-size:.85rem;color:var(--soft);display:flex;flex-wrap:wrap;gap:1rem;justify-content:center}
footer form{margin:0}
.patterns{position:absolute}.patterns .ink{fill:var(--hue)}.patterns .line{stroke:var(--hue);stroke-width:2;fill:none}
.bars{display:block;overflow:visible}.bars rect{stroke:var(--hue);stroke-width:1}.bars.swatch{display:inline-block;vertical-align:-.1rem;margin-right:.35rem}
.bars text{fill:var(--ink);font-size:12px;text-anchor:middle}.bars .label{fill:var(--soft)}.bars .now text{font-weight:bold;fill:var(--ink)}
.report th.wide{min-width:7.5rem}@media (min-width:40rem){.report th.wide{min-width:13rem}}.report th.wide .bars{margin-top:.3rem}.report tr.this>*,.report tfoot>tr>*{font-weight:bold}
.report table{margin-top:.6rem}.report .card>h2:not(:first-child){margin-top:1.3rem}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:.8rem 1.5rem;margin:.9rem 0}
.figures div{border-top:3px double var(--ink);padding-top:.35rem;display:flex;flex-direction:column}.figures dd{margin:0}.figures dd:not(.of){order:-1}.figures strong{display:block;font:bold 2rem/1.1 Georgia,serif;font-variant-numeric:tabular-nums}
.figures dt,.figures .of{font-size:.875rem}.figures dt{font-weight:bold}.figures .of{color:var(--soft)}
@media (min-width:60rem){.grid.halves{grid-template-columns:1fr 1fr}}
figure{margin:0}figcaption{font-weight:bold;font-size:.9rem;margin-bottom:.4rem}.shown figcaption{font-weight:normal;margin-top:.3rem}
.report .picture{align-self:start;position:sticky;top:.75rem}.report .picture .paper{height:46rem;max-height:85vh}
@media print{.bar,footer,.screen,.looks,button,.button,.skip,.report .picture,.report .links{display:none}body{background:#fff;font-size:11pt}main{padding:0;max-width:none}
.report .grid.two{grid-template-columns:1fr}.card{border:0;padding:0 0 1rem;break-inside:auto}.report table{font-size:9pt}tr,figure,.figures{break-inside:avoid}.scroll{overflow:visible}h1,h2{break-after:avoid}.report a{color:inherit;text-decoration:none}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`.trim();
