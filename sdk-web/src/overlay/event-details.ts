import type { EventRemark, TrackedEvent } from '@maidian/sdk-core'
import type { PlanForDebug } from '../plugins/debug.ts'
import { element } from './element.ts'

type Words = Record<string, string> | undefined

/** In the reader's language where there is one, else in any. */
const say = (words: Words): string => words?.[navigator.language.slice(0, 2)] ?? Object.values(words ?? {})[0] ?? ''

const shown = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

const row = (className: string, ...cells: string[]): HTMLElement =>
  element('tr', className, ...cells.map(cell => element('td', '', cell)))

const section = (title: string, ...children: Node[]): Node[] =>
  children.length ? [element('h2', '', title), ...children] : []

/** What the plan says of an event, and how its properties meet it. */
const planEntry = ({ event, props }: TrackedEvent, plan: PlanForDebug | undefined): Node[] => {
  if (!plan) return []
  const entry = plan.events[event]
  if (!entry) {
    const built = event.startsWith('$') ? 'built in' : 'not in the plan'
    return section('plan · 方案', element('p', '', built))
  }
  const { title, fires, props: planned } = entry
  const rows = planned.map(({ name, required }) => {
    const { type = '', unit = '', say: words } = plan.properties[name] ?? {}
    const missing = required && props[name] === undefined
    return row(missing ? 'missing' : '', `${name}${required ? '!' : ''}`, `${type} ${unit}`, say(words))
  })
  const texts = [say(title), say(fires?.when), fires?.not ? `✗ ${say(fires.not)}` : ''].filter(Boolean)
  return section('plan · 方案', ...texts.map(text => element('p', '', text)), element('table', '', ...rows))
}

/** Everything about one event: the collector's reasons, what was sent, what the plan says. */
export const eventDetails = (
  event: TrackedEvent,
  remark: EventRemark | undefined,
  plan: PlanForDebug | undefined,
): Node[] => [
  ...section(
    'reasons · 原因',
    ...(remark?.reasons ?? []).map(({ rule, path, message }) =>
      element('p', '', element('code', '', rule), ` ${path}${path && ': '}${message}`),
    ),
  ),
  ...section(
    'properties · 属性',
    ...(Object.keys(event.props).length
      ? [element('table', '', ...Object.entries(event.props).map(([name, value]) => row('', name, shown(value))))]
      : []),
  ),
  ...planEntry(event, plan),
]
