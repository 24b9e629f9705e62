import type { PlanEvent, Release } from '../model.ts'
import { shotFile } from './addresses.ts'
import { bindingsTable } from './bindings-table.ts'
import { eventFacts } from './event-facts.ts'
import { historyOf } from './history.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { propertyTable } from './property-table.ts'
import { sampleOf } from './sample.ts'
import { snippet } from './snippet.ts'
import { both, inLine, otherwise, said, statusBadge } from './words.ts'

const ROOT = '../'

const variants = ({ variants: given }: PlanEvent, release: Release): Html | null =>
  given
    ? html`<h2>${both('分支', 'Variants')} <code>${given.by}</code></h2>${Object.entries(given.when).map(([value, uses]) => html`<h3><code>${given.by} = ${value}</code></h3>${propertyTable(uses, release, ROOT)}`)}`
    : null

const screenshot = ({ fires: { shot = '' }, title }: PlanEvent): Html | null => {
  const file = shotFile(shot)
  return file === null
    ? null
    : html`<figure><img class="shot" src="${ROOT}${file}" alt="${inLine(title)}" loading="lazy"><figcaption class="quiet">${both('截图', 'screenshot')} <code>${shot}</code></figcaption></figure>`
}

const copyable = (id: string, text: string): Html =>
  html`<div class="code"><button type="button" data-copy="${id}">${both('复制', 'Copy')}</button><pre id="${id}" tabindex="0">${text}</pre></div>`

const code = (event: PlanEvent, release: Release): Html => {
  const sample = sampleOf(event, release)
  const sends = html`${copyable('snippet', snippet(event.name, sample))}
${copyable('example', JSON.stringify(sample, null, 2))}`
  return html`<h2>${both('代码', 'Code')}</h2>
${event.status !== 'removed' && sends}
${copyable('sql', `SELECT day, count(), uniq(person_key) FROM ${release.plan}.${event.name} WHERE toDate(ts) >= today() - 7 GROUP BY day ORDER BY day`)}`
}

const history = (event: PlanEvent, releases: readonly Release[]): Html => {
  const steps = historyOf(event, releases)
  if (steps.length === 0) return html`<p class="quiet">${both('还没有发布过', 'not released yet')}</p>`
  return html`<ol class="history">${steps.map(({ release, released, version, lines }) =>
    release === null
      ? html`<li>${both('有改动还没有发布', 'changed, and not released yet')}</li>`
      : html`<li><b>${version}</b> ${release} <time>${released}</time>
<ul lang="zh">${lines.zh.map(line => html`<li>${line}</li>`)}</ul><ul lang="en">${lines.en.map(line => html`<li>${line}</li>`)}</ul></li>`,
  )}</ol>`
}

/** Everything there is to know of an event, on a page of its own. */
export const eventPage = (event: PlanEvent, release: Release, releases: readonly Release[]): string =>
  page(release, {
    title: `${inLine(event.title)} · ${event.name}`,
    root: ROOT,
    at: 'event',
    body: html`<article>
<p class="crumb"><a href="../index.html">${both('事件', 'Events')}</a></p>
<h1>${said(event.title)} ${statusBadge(event.status)}</h1>
<p class="name"><code>${event.name}</code> ${otherwise(event.title)}</p>
${event.say && html`<p class="lead">${said(event.say)}</p>`}
${eventFacts(event, release)}
${screenshot(event)}
<h2>${both('属性', 'Properties')}</h2>
${propertyTable(event.props, release, ROOT)}
${variants(event, release)}
${bindingsTable(event, ROOT)}
${code(event, release)}
<h2>${both('历史', 'History')}</h2>
${history(event, releases)}
</article>`,
  })
