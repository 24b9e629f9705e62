import type { PlanEvent, Release } from '../model.ts'
import { searchFor } from './addresses.ts'
import { type Html, html } from './html.ts'
import { both, said } from './words.ts'

const row = (zh: string, en: string, value: Html | string | null | undefined | false): Html | null =>
  value ? html`<div><dt>${both(zh, en)}</dt><dd>${value}</dd></div>` : null

/** `web, mini >=2.4.0`: who sends an event, and from which app version on. */
export const sourcesText = ({ sources }: PlanEvent): string =>
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

const superProperties = ({ sources, props }: PlanEvent, { every_event: every }: Release): Html | null => {
  const own = new Set(props.map(({ name }) => name))
  const names = Object.keys(sources).flatMap(kind => every[kind as keyof typeof every] ?? [])
  const further = [...new Set(names)].filter(name => !own.has(name))
  if (further.length === 0) return null
  return html`${further.map(name => html`<a href="../properties.html#${name}"><code>${name}</code></a> `)}`
}

const EXTRA = { allow: both('可以', 'allowed'), forbid: both('不可以', 'forbidden') }

/** Everything about an event that is a word or a line: when, who, how it counts. */
export const eventFacts = (event: PlanEvent, release: Release): Html => html`<dl>
${row('触发', 'sent', event.fires.when && said(event.fires.when))}
${row('不触发', 'not sent', event.fires.not && said(event.fires.not))}
${row('负责人', 'owner', html`<a href="../${searchFor(event.owner)}">${event.owner}</a>`)}
${row('来源', 'sources', sourcesText(event))}
${row('版本', 'version', event.version)}
${row('不符合时', 'if it breaks the plan', actionsOf(event, release))}
${row('去重', 'counts once per', codes(event.once_per))}
${row('规则', 'rules', codes(event.rules))}
${row('公共属性', 'super properties', superProperties(event, release))}
${row('方案外属性', 'unplanned properties', event.extra && EXTRA[event.extra])}
${row('抽样', 'sampled', event.sample === undefined ? null : String(event.sample))}
${row('取代', 'replaces', codes(event.replaces))}
${row('原名', 'was', event.renamed_from && codes([event.renamed_from]))}
${row('标签', 'tags', event.tags?.length ? html`${event.tags.map(tag => html`<a href="../${searchFor(tag)}">${tag}</a> `)}` : null)}
</dl>`
