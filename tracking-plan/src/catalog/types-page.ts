import type { Enumeration, ItemType, Release } from '../model.ts'
import { finder } from './finder.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'
import { valueList } from './property-facts.ts'
import { propertyTable } from './property-table.ts'
import { both, said, searchable } from './words.ts'

type User = { id: string; name: string }

const usedBy = (users: readonly User[]): Html =>
  html`<p class="quiet">${both('用于属性', 'used by')} ${users.map(({ id, name }) => html`<a href="properties.html#${id}"><code>${name}</code></a> `)}</p>`

const itemType = ({ name, say, props }: ItemType, release: Release): Html => {
  const lists = Object.values(release.properties).filter(({ item }) => item === name)
  const texts = props.flatMap(use => [use.name, use.say, release.properties[use.name]?.say])
  return html`<section class="entry" id="type-${name}" data-search="${searchable(name, say, ...texts)}">
<h3><code>${name}[]</code> ${said(say)}</h3>
${propertyTable(props, release, '')}
${usedBy(lists.map(list => ({ id: list.name, name: list.name })))}
</section>`
}

const enumeration = (one: Enumeration, { properties, profile }: Release): Html => {
  const texts = one.values.flatMap(({ value, say }) => [value, say])
  const of = (all: Release['properties'], prefix: string): User[] =>
    Object.values(all).flatMap(property =>
      property.enum === one.name ? [{ id: `${prefix}${property.name}`, name: property.name }] : [],
    )
  const users = [...of(properties, ''), ...of(profile, 'user-')]
  return html`<section class="entry" id="enum-${one.name}" data-search="${searchable(one.name, ...texts)}">
<h3><code>${one.name}</code> <span class="quiet">${one.values.length}</span></h3>
${valueList(one)}
${usedBy(users)}
</section>`
}

/** What the elements of lists are, and which values the enums have. */
export const typesPage = (release: Release): string =>
  page(release, {
    title: '类型 · Types',
    root: '',
    at: 'types.html',
    body: html`<h1>${both('类型与枚举', 'Types and enums')}</h1>
${finder({ zh: '没有符合的类型', en: 'nothing matches' })}
<section><h2>${both('列表元素', 'Elements of lists')}</h2>${Object.values(release.types).map(type => itemType(type, release))}</section>
<section><h2>${both('枚举', 'Enums')}</h2>${Object.values(release.enums).map(one => enumeration(one, release))}</section>`,
  })
