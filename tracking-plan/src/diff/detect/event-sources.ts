import { SourceKind } from '@maidian/schemas'
import type { PlanEvent } from '../../model.ts'
import type { Draft } from '../finding.ts'
import type { Plans } from '../plans.ts'
import type { DiffRuleId } from '../rules.ts'
import { fromTo } from '../shown.ts'

type Sender = true | string | undefined

const partsOf = (source: string): number[] => [...source.matchAll(/\d+/g)].map(([digits]) => Number(digits))

/** Below 0 where the first source lets earlier app versions send than the second. */
const compareLowest = (a: true | string, b: true | string): number => {
  const [left, right] = [a, b].map(source => (source === true ? [] : partsOf(source))) as [number[], number[]]
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

const ruleFor = (before: Sender, after: Sender): DiffRuleId | undefined => {
  if (before === undefined) return after === undefined ? undefined : 'source.added'
  if (after === undefined) return 'source.removed'
  const difference = compareLowest(before, after)
  if (difference === 0) return undefined
  return difference < 0 ? 'source.min_version_raised' : 'source.min_version_lowered'
}

const versionText = (source: Sender): string | undefined => (source === true ? '*' : source)

const sourcesOf = (before: PlanEvent, after: PlanEvent): Draft[] =>
  SourceKind.options.flatMap(kind => {
    const [old, now] = [before.sources[kind], after.sources[kind]]
    const rule = ruleFor(old, now)
    if (rule === undefined) return []
    const fact = fromTo({ en: `source ${kind}`, zh: `${kind} 端` }, [versionText(old), versionText(now)])
    const at = { subject: `event:${after.name}`, path: ['sources', kind] } as const
    return [{ rule, subject: after.name, at, events: [after.name], fact }]
  })

/** Which kinds of source send an event, and from which app version on. */
export const eventSources = ({ lasting }: Plans): Draft[] =>
  lasting.flatMap(({ before, after }) => sourcesOf(before, after))
