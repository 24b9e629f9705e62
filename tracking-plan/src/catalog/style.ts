/** The style sheet of the catalog: system fonts, light and dark, from 360 pixels on. */
export const STYLE = `:root{--ink:#1d2226;--quiet:#69727a;--line:#e4e7ea;--ground:#fff;--raised:#f6f7f8;--accent:#0b6b50;--warn:#9a5b00;--bad:#b3362b;--pii:#7a3e9d}
@media (prefers-color-scheme:dark){:root{--ink:#e7eaec;--quiet:#98a1a9;--line:#2c3338;--ground:#14181b;--raised:#1c2226;--accent:#57c9a3;--warn:#e0a64d;--bad:#ef8077;--pii:#c79be3}}
*{box-sizing:border-box}
html{color-scheme:light dark}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.65 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
html.zh [lang=en],html.en [lang=zh]{display:none}
html:not(.scripted) :is(button,.find){display:none}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
code,pre{font:13px/1.55 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
header,footer{padding:1rem max(clamp(1rem,4vw,3rem),50% - 37rem + 3rem)}
header{display:flex;flex-wrap:wrap;gap:.5rem 1.75rem;align-items:baseline;border-bottom:1px solid var(--line)}
.brand{font-weight:650;font-size:1.1rem;color:var(--ink)}.brand small{margin-left:.6rem;font-weight:400;font-size:.85rem;color:var(--quiet)}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;flex:1}nav a{color:var(--quiet);white-space:nowrap}nav a[aria-current]{color:var(--ink);box-shadow:0 2px var(--accent)}
button{font:inherit;font-size:.85rem;color:inherit;background:var(--raised);border:1px solid var(--line);border-radius:4px;padding:.15rem .7rem;cursor:pointer}
main{max-width:74rem;margin:0 auto;padding:1.5rem clamp(1rem,4vw,3rem) 3rem}
h1{font-size:1.7rem;line-height:1.3;margin:.2rem 0 .4rem;text-wrap:balance}h2{font-size:1.05rem;margin:2.2rem 0 .6rem}h3{font-size:.95rem;margin:1.2rem 0 .3rem}
h2 .quiet,h3 .quiet{font-weight:400;font-size:.85em}.lead{color:var(--quiet);margin:.2rem 0 1.2rem;max-width:46rem}.quiet,time{color:var(--quiet)}.crumb,.name{margin:0;color:var(--quiet)}.name .other{margin-left:.6rem}
.find{display:flex;flex-wrap:wrap;gap:.75rem 1.25rem;align-items:center;margin:0 0 1rem}
.find input{flex:1 1 16rem;font:inherit;padding:.45rem .7rem;color:inherit;background:var(--raised);border:1px solid var(--line);border-radius:4px}
.find label{color:var(--quiet);font-size:.9rem}.find select{font:inherit;color:var(--ink);background:var(--raised);border:1px solid var(--line);border-radius:4px;padding:.25rem .4rem}
table{width:100%;border-collapse:collapse}th{font-weight:500;font-size:.85rem;color:var(--quiet);text-align:left}
th,td{padding:.5rem .9rem .5rem 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
.events td:first-child{width:30%}.events td:nth-child(3),.events td:nth-child(4){width:13%;color:var(--quiet);font-size:.9rem}
.events td a{display:block;color:var(--ink);font-weight:550}.events td a code{display:block;font-weight:400;color:var(--quiet)}.when{color:var(--quiet)}
section:not(:has(.events)) td:first-child>a>code,section td:nth-child(2)>code{white-space:nowrap}td.users{width:30%}article table td:first-child{width:26%}article table td:nth-child(2){width:20%}
.badge{font-size:.75rem;font-weight:500;padding:.05rem .5rem;border-radius:99px;border:1px solid currentColor;white-space:nowrap;vertical-align:middle}
.badge.live{border-color:transparent;padding-inline:0;color:var(--quiet)}.draft,.deprecated{color:var(--warn)}.removed{color:var(--bad)}.pii{color:var(--pii)}
.required{font-size:.75rem;font-weight:600;color:var(--bad)}.fact{display:inline-block;color:var(--quiet);font-size:.85rem;margin-right:.5rem}.fact code{color:var(--ink)}
.values{margin:.3rem 0 0;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:.1rem 1.1rem;font-size:.9rem;color:var(--quiet)}.values code{color:var(--ink)}
details{margin-top:.5rem;padding-left:.8rem;border-left:2px solid var(--line)}.users details{margin:0;padding:0;border:0}.users details[open] summary{margin-bottom:.2rem}summary{color:var(--quiet);cursor:pointer}
dl{margin:1.2rem 0;display:grid;gap:.35rem}dl div{display:grid;grid-template-columns:10rem 1fr;gap:1rem}dt{color:var(--quiet)}dd{margin:0;overflow-wrap:anywhere}
.entry{margin:1.6rem 0}.entry h3 code{margin-right:.5rem}.entry>p{margin:.4rem 0;font-size:.9rem}.questions td:first-child{width:26%}.questions td:last-child{width:15%}
.steps{display:flex;flex-wrap:wrap;margin:0 0 .2rem;padding:0;list-style:none}.steps li:not(:last-child)::after{content:"→";color:var(--quiet);margin:0 .5rem}
tr:target,.entry:target{background:var(--raised)}figure{margin:1.2rem 0}figcaption{font-size:.85rem}output{font-size:.9rem}output:empty{display:none}h1+.find{margin-top:.8rem}
.copied{color:var(--accent)}.copied::after{content:" ✓"}
.shot{max-width:100%;border:1px solid var(--line);border-radius:4px}
.code{position:relative;margin:.6rem 0}.code pre{margin:0;padding:.9rem 5.5rem .9rem 1rem;background:var(--raised);border-radius:4px;overflow-x:auto}.code button{position:absolute;top:.5rem;right:.5rem}
.history{padding:0;list-style:none}.history li{margin:.3rem 0}footer{border-top:1px solid var(--line);color:var(--quiet);font-size:.85rem}
[hidden]{display:none!important}
@media (max-width:40rem){.find label{flex:1 1 100%;display:flex;align-items:center;justify-content:space-between}.find select{width:70%}.questions td:nth-child(n){width:auto}header nav{order:1;flex-basis:100%}header .brand{flex:1}dl div{grid-template-columns:1fr;gap:0}thead{display:none}tr{display:block;padding:.6rem 0;border-bottom:1px solid var(--line)}td,article table td:first-child,article table td:nth-child(2),.events td:first-child,.events td:nth-child(n){display:block;width:auto;border:0;padding:.05rem 0}.events td:nth-child(n+3),table:not(.events,.questions) td:nth-child(-n+2),article table td:nth-child(-n+2){display:inline-block;margin-right:.9rem}}
`
