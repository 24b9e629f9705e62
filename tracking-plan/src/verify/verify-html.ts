import type { Verification, VerifiedEvent } from './verify.ts'

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, character => ESCAPES[character] as string)

const SAYS = { seen: '符合 · as planned', broken: '不符合 · broke the plan', missing: '未触发 · never fired' } as const

const STYLE = `body{font:15px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;color:#1c2024;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.5rem .75rem;border-bottom:1px solid #e3e6ea;vertical-align:top}
.seen{color:#1a7f4b}.broken{color:#c0362c}.missing{color:#77808a}code{font:13px ui-monospace,monospace;background:#f3f5f7;padding:.1em .3em;border-radius:3px}
.sum{display:flex;gap:2rem;font-size:1.1rem}.sum b{font-size:1.6rem;display:block}`

const codes = (names: readonly string[]): string => names.map(name => `<code>${escaped(name)}</code>`).join(' ')

const row = ({ event, title, owner, state, times, reasons, neverFilled }: VerifiedEvent): string => {
  const required = neverFilled.filter(one => one.required).map(({ property }) => property)
  const optional = neverFilled.filter(one => !one.required).map(({ property }) => property)
  const notes = [
    reasons.length > 0 ? codes(reasons) : '',
    required.length > 0 ? `必填缺失 · required, never there: ${codes(required)}` : '',
    optional.length > 0 ? `未带 · never there: ${codes(optional)}` : '',
  ].filter(Boolean)
  return `<tr><td class="${state}">${SAYS[state]}</td><td><code>${escaped(event)}</code><br>${escaped(title)}</td><td>${escaped(owner)}</td><td>${times || ''}</td><td>${notes.join('<br>')}</td></tr>`
}

/** The report as one HTML file that can be sent to somebody: no script, nothing from elsewhere. */
export const verifyHtml = ({ project, debug, release, sent, events, unplanned }: Verification): string => {
  const of = (state: VerifiedEvent['state']): VerifiedEvent[] => events.filter(one => one.state === state)
  const sum = (['seen', 'broken', 'missing'] as const)
    .map(state => `<span class="${state}"><b>${of(state).length}</b>${SAYS[state]}</span>`)
    .join('')
  const log = sent
    .map(
      one =>
        `<tr><td>${escaped(one.time)}</td><td><code>${escaped(one.event)}</code></td><td>${escaped(one.verdict)}</td><td>${escaped(one.page)}</td><td>${codes(one.reasons)}</td></tr>`,
    )
    .join('\n')
  return `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>验收 ${escaped(debug)} · ${escaped(project)}</title>
<style>${STYLE}</style>
<h1>埋点验收 · ${escaped(project)}</h1>
<p>调试编号 · debug id <code>${escaped(debug)}</code>，方案 · plan <code>${escaped(release)}</code>，共 ${sent.length} 条事件 · events</p>
<p class="sum">${sum}</p>
<table><thead><tr><th>结果 · result</th><th>事件 · event</th><th>负责人 · owner</th><th>次数 · times</th><th>说明 · notes</th></tr></thead>
<tbody>
${[...of('broken'), ...of('seen'), ...of('missing')].map(row).join('\n')}
</tbody></table>
${unplanned.length > 0 ? `<p>方案之外 · planned by nobody: ${codes(unplanned)}</p>` : ''}
<h2>逐条 · one by one</h2>
<table><tbody>
${log}
</tbody></table>
</html>
`
}
