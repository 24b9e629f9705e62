import type { PlanEvent } from '../../model.ts'
import type { Draft } from '../finding.ts'
import type { Plans } from '../plans.ts'
import { fromTo } from '../shown.ts'

const extra = (before: PlanEvent, after: PlanEvent): Draft[] => {
  if (before.extra === after.extra) return []
  const forbidden = after.extra === 'forbid' || before.extra === 'allow'
  return [
    {
      rule: forbidden ? 'extra.forbidden' : 'extra.allowed',
      subject: after.name,
      at: { subject: `event:${after.name}`, path: ['extra'] },
      events: [after.name],
      fact: fromTo({ en: 'extra', zh: '方案外属性 extra' }, [before.extra, after.extra]),
      // Without a word of its own the project's `unplanned.props` decided, which flags at least.
      ...(forbidden && before.extra === undefined ? { clients: 'warns' as const } : {}),
    },
  ]
}

const withNamesNow = (rule: string, nameNow: (property: string) => string): string =>
  rule.replaceAll(/"[^"]*"|'[^']*'|[A-Za-z_]\w*|\s+/g, token => {
    if (/^["']/.test(token)) return token
    return token.trim() === '' ? '' : nameNow(token)
  })

const rules = (before: PlanEvent, after: PlanEvent, nameNow: (property: string) => string): Draft[] => {
  const old = new Map((before.rules ?? []).map(rule => [withNamesNow(rule, nameNow), rule]))
  const now = new Map((after.rules ?? []).map(rule => [withNamesNow(rule, name => name), rule]))
  const added = [...now].flatMap(([key, rule]) => (old.has(key) ? [] : [rule]))
  const dropped = [...old].flatMap(([key, rule]) => (now.has(key) ? [] : [rule]))
  const common = {
    subject: after.name,
    at: { subject: `event:${after.name}`, path: ['rules'] },
    events: [after.name],
  } as const
  const listed = (texts: readonly string[]) => texts.map(text => `\`${text}\``).join(', ')
  return [
    ...(added.length > 0
      ? [
          {
            ...common,
            rule: 'rule.added' as const,
            fact: { en: `new rule ${listed(added)}`, zh: `新规则 ${listed(added)}` },
          },
        ]
      : []),
    ...(dropped.length > 0
      ? [
          {
            ...common,
            rule: 'rule.relaxed' as const,
            fact: { en: `no longer a rule: ${listed(dropped)}`, zh: `取消规则 ${listed(dropped)}` },
          },
        ]
      : []),
  ]
}

/** What an event allows besides its properties, and what must hold between them. */
export const eventLimits = ({ lasting, nameNow }: Plans): Draft[] =>
  lasting.flatMap(({ before, after }) => [...extra(before, after), ...rules(before, after, nameNow.property)])
