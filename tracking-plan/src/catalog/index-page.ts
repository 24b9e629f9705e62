import type { PlanEvent, Release } from '../model.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { both, said, searchable, statusBadge } from './words.ts'

const textsOf = (event: PlanEvent, { properties }: Release): string =>
  searchable(
    event.name,
    event.title,
    event.say,
    event.fires.when,
    event.owner,
    (event.tags ?? []).join(' '),
    ...event.props.flatMap(({ name }) => [name, properties[name]?.say]),
  )

const choice = (name: string, zh: string, en: string, options: readonly string[]): Html =>
  html`<label>${both(zh, en)} <select data-filter="${name}"><option value="">—</option>${options.map(one => html`<option>${one}</option>`)}</select></label>`

const row = (event: PlanEvent, release: Release): Html => {
  const sources = Object.keys(event.sources)
  return html`<tr data-search="${textsOf(event, release)}" data-status="${event.status}" data-owner="${event.owner}" data-source="${sources.join(' ')}">
  <td><a href="events/${event.name}.html">${said(event.title)}<code>${event.name}</code></a></td>
  <td class="when">${said(event.fires.when)}</td>
  <td>${sources.join(', ')}</td>
  <td>${statusBadge(event.status)}</td>
</tr>`
}

/** The list of events: all rows are in the page, the script only hides what is not looked for. */
export const indexPage = (release: Release): string => {
  const events = Object.values(release.events)
  const owners = [...new Set(events.map(({ owner }) => owner))].toSorted()
  const groups = owners.map(owner => ({ owner, events: events.filter(event => event.owner === owner) }))
  const properties = Object.keys(release.properties).length
  return page(release, {
    title: 'Events',
    root: '',
    at: 'index.html',
    body: html`<h1>${both('事件', 'Events')}</h1>
<p class="lead">${both(`${events.length} 个事件，${properties} 个属性`, `${events.length} events, ${properties} properties`)}</p>
<form class="find" role="search">
  <input type="search" data-find placeholder="搜索 · search" aria-label="搜索 · search" autofocus>
  ${choice('owner', '负责人', 'owner', owners)}
  ${choice('source', '来源', 'source', ['web', 'mini', 'server'])}
  ${choice('status', '状态', 'status', ['draft', 'live', 'deprecated', 'removed'])}
</form>
<p class="quiet none" hidden>${both('没有符合的事件', 'nothing matches')}</p>
${groups.map(group => html`<section><h2>${group.owner}</h2><table class="events"><tbody>${group.events.map(event => row(event, release))}</tbody></table></section>`)}`,
  })
}
