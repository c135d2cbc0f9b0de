/** The one style sheet of the readers' pages: the paper's colours, light and dark, no image, no font to fetch. */
import { createHash } from 'node:crypto';

export const style = `
:root{--paper:#fdfbf6;--card:#fff;--ink:#1c1a17;--soft:#635c52;--rule:#ddd5c6;--hue:#0b5a78;--on-hue:#fff;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--paper:#14181b;--card:#1e2429;--ink:#f3ede0;--soft:#b5aea2;--rule:#3a4046;--hue:#7fc4e3;--on-hue:#10202a}}
*{box-sizing:border-box}
body{margin:0;overflow-wrap:break-word;background:var(--paper);color:var(--ink);font:18px/1.55 Georgia,'Times New Roman',serif}
.sheet{max-width:42rem;margin:0 auto;padding:0 1.25rem;min-height:100vh;display:flex;flex-direction:column}
header{padding:1.75rem 0 1rem;border-bottom:3px double var(--ink);display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;gap:.25rem 1.5rem}
.title{font-size:1.9rem;line-height:1.1;font-weight:bold;letter-spacing:-.01em;color:inherit;text-decoration:none}
.paper,label,.hint,.proof,button,footer,.date,.state{font-family:'Helvetica Neue',Helvetica,Arial,sans-serif}
.paper{font-size:.8rem;letter-spacing:.1em;text-transform:uppercase;color:var(--soft)}
main{flex:1;padding:2.5rem 0 3rem}
h1{margin:0 0 1rem;font-size:clamp(1.6rem,5vw,2.15rem);line-height:1.2;text-wrap:balance}
h2{margin:2.5rem 0 .25rem;font-size:1.45rem;line-height:1.25}
p{margin:0 0 1rem}
a{color:var(--hue);text-underline-offset:.15em}
.other{color:var(--soft);font-size:.95rem;font-style:italic}
.address{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.92em}
form{margin:1.75rem 0}
button{appearance:none;border:2px solid var(--hue);border-radius:4px;background:var(--hue);color:var(--on-hue);font-size:1.05rem;font-weight:bold;line-height:1.25;padding:.85rem 1.75rem;cursor:pointer;min-height:3rem}
button.quiet{background:transparent;color:var(--hue)}
button span{display:block;font-size:.82rem;font-weight:normal}
button:hover{filter:brightness(1.12)}
:focus-visible{outline:3px solid var(--hue);outline-offset:3px;border-radius:2px}
fieldset{border:1px solid var(--rule);border-radius:4px;background:var(--card);margin:0 0 1.5rem;padding:1rem 1.25rem}
legend{font-weight:bold;padding:0 .4rem}
.choice{display:flex;gap:.8rem;align-items:flex-start;padding:.45rem 0;cursor:pointer}
.choice input{flex:none;width:1.35rem;height:1.35rem;margin:.2rem 0 0;accent-color:var(--hue)}
legend .hint{display:inline}
.long{float:left;width:100%;padding:0;margin:0 0 .6rem}
.long+*{clear:both}
.field{margin:0 0 1.25rem}
.field>label{display:block;font-weight:bold;font-size:.95rem;margin-bottom:.3rem}
.hint{display:block;font-weight:normal;color:var(--soft);font-size:.85rem}
.field>input,select{width:100%;font:1rem/1.4 'Helvetica Neue',Helvetica,Arial,sans-serif;color:var(--ink);background:var(--card);border:1px solid var(--soft);border-radius:4px;padding:.7rem .8rem;min-height:3rem}
.state>:last-child{margin-bottom:0}
.state{border-left:4px solid var(--hue);background:var(--card);padding:.8rem 1.1rem;margin:0 0 1.75rem}
.issues{list-style:none;margin:1rem 0;padding:0;border-top:1px solid var(--rule)}
.issues li{border-bottom:1px solid var(--rule)}
.issues a{display:block;padding:.85rem 0;color:var(--ink);text-decoration:none;font-weight:bold;line-height:1.35}
.issues a:hover{color:var(--hue)}
.date{display:block;font-size:.82rem;font-weight:normal;color:var(--soft)}
.search{display:flex;flex-wrap:wrap;gap:.6rem;margin:0 0 1.75rem}
.search label{flex-basis:100%;font-size:.9rem;color:var(--soft)}
.search input{flex:1 1 12rem;min-width:0;font:1rem/1.4 'Helvetica Neue',Helvetica,Arial,sans-serif;color:var(--ink);background:var(--card);border:1px solid var(--soft);border-radius:4px;padding:.7rem .8rem;min-height:3rem}
.search button{padding:.7rem 1.4rem}
.year{font-size:1.15rem;margin:2rem 0 0}
.snippet{margin:-.35rem 0 .9rem;font-size:.95rem;color:var(--soft)}
mark{background:none;color:var(--ink);font-weight:bold;border-bottom:2px solid var(--hue)}
.leave{margin-top:2.5rem;font-size:.95rem}
.leave p{margin:0 0 .4rem}
.trap{position:absolute;left:-99rem;width:1px;height:1px;overflow:hidden}
.wording{font-size:.92rem;color:var(--soft)}
.receipt p{margin:0 0 .35rem;overflow-wrap:anywhere}
blockquote{margin:.5rem 0;padding-left:1rem;border-left:4px solid var(--rule)}
.card{border-top:1px solid var(--rule);margin-top:2.5rem;padding-top:.5rem}
.card h2{margin-top:1rem}
.card form{margin:1rem 0}
.proof{margin:0 0 1.25rem;font-size:.95rem}
.proof [data-working]{margin-top:.6rem}
details{margin:-.5rem 0 1.25rem}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:0 1rem;margin-top:.35rem}
.grid .choice{font-size:.95rem}
fieldset>.hint{margin:0}
summary{cursor:pointer;padding:.4rem 0;font-family:'Helvetica Neue',Helvetica,Arial,sans-serif;font-size:.95rem}
summary .hint{display:inline}
h2 .hint{font-size:.62em;font-weight:normal}
.ways{list-style:none;margin:.5rem 0 0;padding:0}
.ways a{display:block;padding:.65rem 0;border-bottom:1px solid var(--rule)}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--rule:#999;--hue:#000}a{color:inherit;text-decoration:none}.screen,button{display:none}.receipt,blockquote{break-inside:avoid}}
.frame{padding:1rem}
.frame h1{font-size:1.3rem}
.frame form{margin:0}
.notice{margin:1.5rem 0 0;font-size:.85rem;line-height:1.5;color:var(--soft);font-family:'Helvetica Neue',Helvetica,Arial,sans-serif}
.notice summary{font-size:.85rem}
footer{border-top:1px solid var(--rule);padding:1.1rem 0 2rem;font-size:.82rem;line-height:1.6;color:var(--soft)}
footer a{color:inherit}
`.trim();

/** What a page may do: its own style, its own forms, nothing else. No script, except where a proof of work is asked for. */
export const pagePolicy = policyFor("'none'", []);

/** The widget's own files and its challenge, from here and from nowhere else. */
const proofSources = ["script-src 'self'", "worker-src 'self'", "connect-src 'self'"];
export const proofPolicy = policyFor("'none'", proofSources);

/** The same page in a frame of these sites. */
export function framePolicy(sites: readonly string[], proof = false): string {
  return policyFor(sites.join(' '), proof ? proofSources : []);
}

function policyFor(ancestors: string, more: readonly string[]): string {
  const own = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
  return [
    "default-src 'none'",
    `style-src ${own}${more.length > 0 ? " 'self'" : ''}`,
    ...more,
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ');
}

/** A letter brings its own styles and pictures, and no form. */
export const letterPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src 'self' https: data:",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
