import type { PlanContent, PropertyUse } from '../model.ts'
import { type Html, html } from './html.ts'
import { constraints, privacy, typeText, values } from './property-facts.ts'
import { both, said } from './words.ts'

/** The properties of an event, a type or a variant; lists of objects with what their elements are. */
export const propertyTable = (uses: readonly PropertyUse[], content: PlanContent, root: string): Html => {
  const rows = uses.flatMap(({ name, required, say }) => {
    const property = content.properties[name]
    if (!property) return []
    const item = property.item === undefined ? undefined : content.types[property.item]
    return [
      html`<tr>
  <td><a href="${root}properties.html#${name}"><code>${name}</code></a>${required && html` <b class="required">${both('必填', 'required')}</b>`}</td>
  <td><code>${typeText(property)}</code></td>
  <td>${said({ ...property.say, ...say })} ${constraints(property)} ${privacy(property)}${values(property, content)}
    ${item && html`<details open><summary>${said(item.say)}</summary>${propertyTable(item.props, content, root)}</details>`}</td>
</tr>`,
    ]
  })
  if (rows.length === 0) return html`<p class="quiet">${both('没有属性', 'no properties')}</p>`
  return html`<table><thead><tr><th>${both('属性', 'property')}</th><th>${both('类型', 'type')}</th><th>${both('含义', 'meaning')}</th></tr></thead><tbody>${rows}</tbody></table>`
}
