import type { Binding, BindingWhen, PlanEvent } from '../model.ts'
import { type Html, html } from './html.ts'
import { both } from './words.ts'

const WHEN: Record<BindingWhen, Html> = {
  click: both('点击', 'clicked'),
  submit: both('提交', 'submitted'),
  change: both('改变', 'changed'),
  view: both('页面浏览时存在', 'there as a page is viewed'),
}

const values = ({ props }: Binding, root: string): Html[] =>
  Object.entries(props).map(
    ([name, value]) =>
      html`<span class="fact"><a href="${root}properties.html#${name}">${name}</a> <code>${typeof value === 'string' ? value : JSON.stringify(value.const)}</code></span> `,
  )

/** How web pages send an event without code; nothing where they need code. */
export const bindingsTable = ({ bindings = [] }: PlanEvent, root: string): Html | null => {
  if (bindings.length === 0) return null
  const rows = bindings.map(
    binding => html`<tr>
  <td><code>${binding.selector}</code></td>
  <td>${WHEN[binding.when]}${binding.path !== undefined && html` <code>${binding.path}</code>`}</td>
  <td>${values(binding, root)}</td>
</tr>`,
  )
  return html`<h2>${both('无代码埋点', 'Tracked without code')}</h2>
<table><thead><tr><th>${both('元素', 'element')}</th><th>${both('何时何处', 'when and where')}</th><th>${both('取值', 'values')}</th></tr></thead><tbody>${rows}</tbody></table>`
}
