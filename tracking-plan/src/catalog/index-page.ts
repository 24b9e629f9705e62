import { type PlanEvent, type Release, stampOf } from '../model.ts'
import { eventFile } from './addresses.ts'
import { sourcesText } from './event-facts.ts'
import { finder } from './finder.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { both, said, searchable, statusBadge } from './words.ts'

/** All that a search may know an event by: what it is, whose, and of its properties and their elements. */
const textsOf = (event: PlanEvent, { properties, types }: Release): string => {
  const { name, title, say, fires, owner, tags = [], props, variants, renamed_from } = event
  const own = [...props, ...Object.values(variants?.when ?? {}).flat()]
  const elements = own.flatMap(use => types[properties[use.name]?.item ?? '']?.props ?? [])
  const texts = [...own, ...elements].flatMap(use => [use.name, use.say, properties[use.name]?.say])
  const said = [...new Set(texts.map(text => searchable(text)))]
  return searchable(name, title, say, fires.when, fires.not, owner, renamed_from, ...tags, ...said)
}

const choice = (name: string, zh: string, en: string, options: readonly string[]): Html =>
  html`<label>${both(zh, en)} <select data-filter="${name}"><option value="">—</option>${options.map(one => html`<option>${one}</option>`)}</select></label>`

const row = (event: PlanEvent, release: Release): Html => {
  const sources = Object.keys(event.sources)
  return html`<tr data-search="${textsOf(event, release)}" data-status="${event.status}" data-owner="${event.owner}" data-source="${sources.join('\n')}">
  <td><a href="${eventFile(event.name)}">${said(event.title)}<code>${event.name}</code></a></td>
  <td class="when">${said(event.fires.when)}</td>
  <td>${sourcesText(event)}</td>
  <td>${statusBadge(event.status)}</td>
</tr>`
}

/** The list of events: all rows are in the page, the script only hides what is not looked for. */
export const indexPage = (release: Release): string => {
  const events = Object.values(release.events)
  const owners = [...new Set(events.map(({ owner }) => owner))].toSorted()
  const groups = owners.map(owner => ({ owner, events: events.filter(event => event.owner === owner) }))
  const properties = Object.keys(release.properties).length
  const filters = html`${choice('owner', '负责人', 'owner', owners)}
  ${choice('source', '来源', 'source', ['web', 'mini', 'server'])}
  ${choice('status', '状态', 'status', ['draft', 'live', 'deprecated', 'removed'])}`
  return page(release, {
    title: '事件 · Events',
    root: '',
    at: 'index.html',
    body: html`<h1>${both('事件', 'Events')}</h1>
<p class="lead">${both(`${events.length} 个事件，${properties} 个属性`, `${events.length} events, ${properties} properties`)} · <code>${stampOf(release)}</code>${release.released && ` · ${release.released}`}</p>
${finder({ zh: '没有符合的事件', en: 'nothing matches' }, filters)}
${groups.map(group => html`<section><h2>${group.owner} <span class="quiet">${group.events.length}</span></h2><table class="events"><tbody>${group.events.map(event => row(event, release))}</tbody></table></section>`)}`,
  })
}
