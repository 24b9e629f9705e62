/** A constructed sheet: a strict style-src allows it, and the page's own styles do not reach into the shadow root. */
export const STYLE = `
:host { all: initial; position: fixed; right: 12px; bottom: 12px; z-index: 2147483647; font: 12px/1.5 ui-sans-serif, system-ui, sans-serif; color: #1d2b25; }
section { width: 400px; max-width: calc(100vw - 24px); max-height: 60vh; display: flex; flex-direction: column; background: #fff; border: 1px solid #cfd8d3; border-radius: 8px; box-shadow: 0 8px 30px #0003; overflow: hidden; }
header { display: flex; gap: 8px; align-items: center; padding: 8px 12px; background: #2f4f3e; color: #fff; }
header b { flex: 1; }
header code { background: #ffffff26; padding: 0 6px; border-radius: 4px; user-select: all; }
button { font: inherit; color: inherit; background: none; border: 1px solid #ffffff66; border-radius: 4px; cursor: pointer; }
ol { list-style: none; margin: 0; padding: 0; overflow: auto; }
li { border-top: 1px solid #e8eeea; }
summary { display: flex; gap: 8px; padding: 6px 12px; cursor: pointer; }
summary span:first-child { flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
time { color: #78867f; }
.verdict { padding: 0 6px; border-radius: 4px; background: #eef1ef; }
.accepted { background: #d9f2e2; }
.flagged { background: #fdeec2; }
.quarantined, .blocked { background: #fbd6d2; }
.more { padding: 0 12px 10px; }
h2 { font-size: 12px; margin: 8px 0 2px; color: #516059; }
ul { margin: 0; padding-left: 16px; }
table { border-collapse: collapse; width: 100%; }
td { padding: 1px 6px 1px 0; vertical-align: top; overflow-wrap: anywhere; }
td:first-child { color: #516059; white-space: nowrap; }
.missing td { color: #b3261e; }
p { margin: 2px 0; }
.empty { padding: 12px; color: #78867f; }
`
