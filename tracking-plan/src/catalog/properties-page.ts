import type { Property, Release } from '../model.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { constraints, privacy, typeText, values } from './property-facts.ts'
import { both, said, searchable } from './words.ts'

/** Which events and types have a property. */
const usersOf = (name: string, { events, types, every_event }: Release): Html => {
  const inEvents = Object.values(events).filter(
    event =>
      event.props.some(use => use.name === name) ||
      Object.values(event.variants?.when ?? {}).some(uses => uses.some(use => use.name === name)),
  )
  const inTypes = Object.values(types).filter(({ props }) => props.some(use => use.name === name))
  const everywhere = Object.entries(every_event).filter(([, names]) => names?.includes(name))
  return html`${inEvents.map(event => html`<a href="events/${event.name}.html"><code>${event.name}</code></a> `)}${inTypes.map(type => html`<code>${type.name}[]</code> `)}${everywhere.map(([kind]) => html`<span class="fact">${both(`${kind} 的每个事件`, `every event of ${kind}`)}</span> `)}`
}

const row = (
  property: Property,
  release: Release,
  used: Html | null,
): Html => html`<tr id="${property.name}" data-search="${searchable(property.name, property.say, property.enum)}">
  <td><code>${property.name}</code></td>
  <td><code>${typeText(property)}</code></td>
  <td>${said(property.say)} ${constraints(property)} ${privacy(property)}${values(property, release)}</td>
  <td class="users">${used}</td>
</tr>`

const table = (rows: Html[]): Html =>
  html`<table><thead><tr><th>${both('属性', 'property')}</th><th>${both('类型', 'type')}</th><th>${both('含义', 'meaning')}</th><th>${both('用于', 'used by')}</th></tr></thead><tbody>${rows}</tbody></table>`

/** The dictionary: every property once, and who uses it; then what is known of users. */
export const propertiesPage = (release: Release): string =>
  page(release, {
    title: 'Properties',
    root: '',
    at: 'properties.html',
    body: html`<h1>${both('属性', 'Properties')}</h1>
<form class="find" role="search"><input type="search" data-find placeholder="搜索 · search" aria-label="搜索 · search"></form>
<p class="quiet none" hidden>${both('没有符合的属性', 'nothing matches')}</p>
<section>${table(Object.values(release.properties).map(property => row(property, release, usersOf(property.name, release))))}</section>
<section><h2>${both('用户属性', 'Properties of users')}</h2>${table(Object.values(release.profile).map(property => row({ ...property }, release, null)))}</section>`,
  })
