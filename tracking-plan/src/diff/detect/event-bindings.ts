import type { Binding, PlanEvent } from '../../model.ts'
import type { Draft } from '../finding.ts'
import type { Plans } from '../plans.ts'
import type { Say } from '../rule.ts'
import { same } from '../same.ts'

const withNamesNow = (binding: Binding, nameNow: (property: string) => string): Binding => ({
  ...binding,
  props: Object.fromEntries(Object.entries(binding.props).map(([name, value]) => [nameNow(name), value])),
})

/** `click .buy on /product/:id`. */
const named = ({ selector, when, path }: Binding): string =>
  `\`${when} ${selector}${path === undefined ? '' : ` on ${path}`}\``

const lacking = (some: readonly Binding[], others: readonly Binding[]): Binding[] =>
  some.filter(one => !others.some(other => same(one, other)))

const factOf = (before: readonly Binding[], after: readonly Binding[]): Say => {
  const [old, now] = [lacking(before, after).map(named), lacking(after, before).map(named)]
  const parts: [en: string, zh: string, names: string[]][] = [
    ['bound to', '绑定', now.filter(name => !old.includes(name))],
    ['no longer bound to', '不再绑定', old.filter(name => !now.includes(name))],
    ['with other values from', '取值改变', now.filter(name => old.includes(name))],
  ]
  const said = parts.filter(([, , names]) => names.length > 0)
  if (said.length === 0) return { en: 'its bindings in another order', zh: '绑定顺序改变' }
  return {
    en: said.map(([en, , names]) => `${en} ${names.join(', ')}`).join('; '),
    zh: said.map(([, zh, names]) => `${zh} ${names.join('、')}`).join('；'),
  }
}

const ofEvent = (before: PlanEvent, after: PlanEvent, nameNow: (property: string) => string): Draft[] => {
  const old = (before.bindings ?? []).map(binding => withNamesNow(binding, nameNow))
  const now = after.bindings ?? []
  if (same(old, now)) return []
  return [
    {
      rule: 'bindings.changed',
      subject: after.name,
      at: { subject: `event:${after.name}`, path: ['bindings'] },
      events: [after.name],
      fact: factOf(old, now),
    },
  ]
}

/** How pages send an event without code. */
export const eventBindings = ({ events, nameNow }: Plans): Draft[] =>
  events.pairs.flatMap(({ before, after }) => ofEvent(before, after, nameNow.property))
