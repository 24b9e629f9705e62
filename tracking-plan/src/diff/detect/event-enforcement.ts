import type { SourceKind } from '@maidian/schemas'
import { Action, type PlanContent, type PlanEvent } from '../../model.ts'
import type { Draft } from '../finding.ts'
import type { Pair } from '../match.ts'
import type { Plans } from '../plans.ts'
import { sentBy } from '../usage.ts'

type Step = { event: string; kind: SourceKind; from: Action; to: Action; byDefault: boolean }

const ownAction = ({ on_violation: own }: PlanEvent, kind: SourceKind): Action | undefined =>
  typeof own === 'string' ? own : own?.[kind]

const strength = (action: Action): number => Action.options.indexOf(action)

/** What changed for an event, by kind of source. A draft only flags, so nothing of it was promised. */
const stepsOf = (plans: { before: PlanContent; after: PlanContent }, { before, after }: Pair<PlanEvent>): Step[] => {
  if (before.status === 'draft' || after.status === 'draft') return []
  const kinds = (Object.keys(after.sources) as SourceKind[]).filter(kind => sentBy(before, kind))
  return kinds.flatMap(kind => {
    const [old, now] = [ownAction(before, kind), ownAction(after, kind)]
    const from = old ?? plans.before.defaults.on_violation
    const to = now ?? plans.after.defaults.on_violation
    return from === to ? [] : [{ event: after.name, kind, from, to, byDefault: old === undefined && now === undefined }]
  })
}

const draftOf = (subject: string, steps: readonly Step[]): Draft => {
  const { from, to } = steps[0]!
  const byKind = steps.map(step => `${step.kind} ${step.from} → ${step.to}`)
  const said = subject === DEFAULT ? `${from} → ${to}` : byKind.join(', ')
  return {
    rule: strength(to) > strength(from) ? 'enforcement.tightened' : 'enforcement.relaxed',
    subject,
    at:
      subject === DEFAULT
        ? { subject: 'plan:', path: ['defaults', 'on_violation'] }
        : { subject: `event:${subject}`, path: ['on_violation'] },
    events: steps.map(({ event }) => event),
    fact: { en: `on violation: ${said}`, zh: `违规处理：${said}` },
  }
}

const DEFAULT = 'defaults.on_violation'

/** What becomes of a violation, as it takes effect: an event's own word, else the plan's default. */
export const eventEnforcement = (plans: Plans): Draft[] => {
  const steps = plans.lasting.flatMap(pair => stepsOf(plans, pair))
  const groups = new Map<string, Step[]>()
  for (const step of steps) {
    const subject = step.byDefault ? DEFAULT : step.event
    const key = `${subject} ${strength(step.to) > strength(step.from)}`
    groups.set(key, [...(groups.get(key) ?? []), step])
  }
  return [...groups].map(([key, group]) => draftOf(key.split(' ')[0]!, group))
}
