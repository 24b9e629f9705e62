import type { Property, Release } from '../model.ts'
import { eventFile } from './addresses.ts'
import { finder } from './finder.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { constraints, privacy, typeText, values } from './property-facts.ts'
import { both, said, searchable } from './words.ts'

/** More than these are folded away. */
const FEW = 4

/** Which events and types have a property. */
const usersOf = (name: string, { events, types, every_event }: Release): Html => {
  const inEvents = Object.values(events).filter(
    event =>
      event.props.some(use => use.name === name) ||
      Object.values(event.variants?.when ?? {}).some(uses => uses.some(use => use.name === name)),
  )
  const inTypes = Object.values(types).filter(({ props }) => props.some(use => use.name === name))
  const everywhere = Object.entries(every_event).filter(([, names]) => names?.includes(name))
  const links = inEvents.map(event => html`<a href="${eventFile(event.name)}"><code>${event.name}</code></a> `)
  const count = both(`${links.length} 个事件`, `${links.length} events`)
  return html`${links.length > FEW ? html`<details><summary>${count}</summary>${links}</details>` : links}${inTypes.map(
    type => html`<a href="types.html#type-${type.name}"><code>${type.name}[]</code></a> `,
  )}${everywhere.map(([kind]) => html`<span class="fact">${both(`${kind} 的每个事件`, `every event of ${kind}`)}</span> `)}`
}

const textsOf = (property: Property, { enums }: Release): string => {
  const { name, say, owner, tags = [], pii, unit, enum: named, item } = property
  const listed = (named === undefined ? undefined : enums[named])?.values ?? []
  return searchable(
    name,
    say,
    owner,
    pii,
    unit,
    named,
    item,
    typeText(property),
    ...tags,
    ...listed.flatMap(one => [one.value, one.say]),
  )
}

const row = (
  property: Property,
  release: Release,
  { id, used }: { id: string; used?: Html },
): Html => html`<tr id="${id}" data-search="${textsOf(property, release)}">
  <td><a href="#${id}"><code>${property.name}</code></a></td>
  <td><code>${typeText(property)}</code></td>
  <td>${said(property.say)} ${constraints(property)} ${privacy(property)}${property.owner && html` <span class="fact">${both('负责人', 'owner')} ${property.owner}</span>`}${values(property, release)}</td>
  ${used && html`<td class="users">${used}</td>`}
</tr>`

const table = (rows: Html[], ...more: Html[]): Html =>
  html`<table><thead><tr><th>${both('属性', 'property')}</th><th>${both('类型', 'type')}</th><th>${both('含义', 'meaning')}</th>${more.map(one => html`<th>${one}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`

/** The dictionary: every property once, and who uses it; then what is known of users. */
export const propertiesPage = (release: Release): string => {
  const properties = Object.values(release.properties).map(property =>
    row(property, release, { id: property.name, used: usersOf(property.name, release) }),
  )
  // A user may have a property of the same name as events do.
  const profile = Object.values(release.profile).map(property =>
    row(property, release, { id: `user-${property.name}` }),
  )
  return page(release, {
    title: '属性 · Properties',
    root: '',
    at: 'properties.html',
    body: html`<h1>${both('属性', 'Properties')}</h1>
${finder({ zh: '没有符合的属性', en: 'nothing matches' })}
<section>${table(properties, both('用于', 'used by'))}</section>
<section><h2>${both('用户属性', 'Properties of users')}</h2>${table(profile)}</section>`,
  })
}
