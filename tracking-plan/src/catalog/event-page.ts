import type { PlanEvent, Release } from '../model.ts'
import { historyOf } from './history.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { propertyTable } from './property-table.ts'
import { snippet } from './snippet.ts'
import { both, said, statusBadge } from './words.ts'

const ROOT = '../'

const row = (zh: string, en: string, value: Html | string | null | undefined | false): Html | null =>
  value ? html`<div><dt>${both(zh, en)}</dt><dd>${value}</dd></div>` : null

const sourcesOf = ({ sources }: PlanEvent): string =>
  Object.entries(sources)
    .map(([kind, from]) => (from === true ? kind : `${kind} ${from}`))
    .join(', ')

const actionsOf = ({ on_violation: own }: PlanEvent, { defaults }: Release): string => {
  if (own === undefined) return defaults.on_violation
  return typeof own === 'string'
    ? own
    : Object.entries(own)
        .map(([kind, action]) => `${kind}: ${action}`)
        .join(', ')
}

const codes = (texts: readonly string[] | undefined): Html | null =>
  texts && texts.length > 0 ? html`${texts.map((text, i) => html`${i > 0 && ' · '}<code>${text}</code>`)}` : null

const facts = (event: PlanEvent, release: Release): Html => html`<dl>
${row('触发', 'sent', event.fires.when && said(event.fires.when))}
${row('不触发', 'not sent', event.fires.not && said(event.fires.not))}
${row('负责人', 'owner', event.owner)}
${row('来源', 'sources', sourcesOf(event))}
${row('不符合时', 'where it breaks the plan', actionsOf(event, release))}
${row('去重', 'counts once per', codes(event.once_per))}
${row('规则', 'rules', codes(event.rules))}
${row('抽样', 'sampled', event.sample === undefined ? null : String(event.sample))}
${row('取代', 'replaces', codes(event.replaces))}
${row('原名', 'was', event.renamed_from)}
${row('标签', 'tags', event.tags?.join(', '))}
</dl>`

const variants = ({ variants: given }: PlanEvent, release: Release): Html | null =>
  given
    ? html`<h2>${both('分支', 'Variants')} <code>${given.by}</code></h2>${Object.entries(given.when).map(([value, uses]) => html`<h3><code>${value}</code></h3>${propertyTable(uses, release, ROOT)}`)}`
    : null

const copyable = (id: string, text: string): Html =>
  html`<div class="code"><button type="button" data-copy="${id}">${both('复制', 'Copy')}</button><pre id="${id}">${text}</pre></div>`

const history = (event: PlanEvent, releases: readonly Release[]): Html => {
  const steps = historyOf(event.name, releases)
  if (steps.length === 0) return html`<p class="quiet">${both('还没有发布过', 'not released yet')}</p>`
  return html`<ol class="history">${steps.map(
    ({ release, released, version, lines }) => html`<li><b>${version}</b> ${release} <time>${released}</time>
<ul lang="zh">${lines.zh.map(line => html`<li>${line}</li>`)}</ul><ul lang="en">${lines.en.map(line => html`<li>${line}</li>`)}</ul></li>`,
  )}</ol>`
}

/** Everything there is to know of an event, on a page of its own. */
export const eventPage = (event: PlanEvent, release: Release, releases: readonly Release[]): string =>
  page(release, {
    title: event.name,
    root: ROOT,
    at: 'event',
    body: html`<article>
<p class="crumb"><a href="../index.html">${both('事件', 'Events')}</a></p>
<h1>${said(event.title)} ${statusBadge(event.status)}</h1>
<p class="name"><code>${event.name}</code></p>
${event.say && html`<p class="lead">${said(event.say)}</p>`}
${facts(event, release)}
${event.fires.shot && html`<img class="shot" src="../${event.fires.shot}" alt="">`}
<h2>${both('属性', 'Properties')}</h2>
${propertyTable(event.props, release, ROOT)}
${variants(event, release)}
<h2>${both('代码', 'Code')}</h2>
${copyable('snippet', snippet(event))}
${event.example && copyable('example', JSON.stringify(event.example, null, 2))}
${copyable('sql', `SELECT day, count(), uniq(person_key) FROM ${release.plan}.${event.name} WHERE toDate(ts) >= today() - 7 GROUP BY day ORDER BY day`)}
<h2>${both('历史', 'History')}</h2>
${history(event, releases)}
</article>`,
  })
