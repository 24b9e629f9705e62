import type { PlanEvent } from '../../model.ts'
import type { Draft } from '../finding.ts'
import type { Plans } from '../plans.ts'
import { sameSet } from '../same.ts'
import { fromTo } from '../shown.ts'

const sampling = (before: PlanEvent, after: PlanEvent): Draft[] => {
  const [old, now] = [before.sample ?? 1, after.sample ?? 1]
  if (old === now) return []
  return [
    {
      rule: 'event.sampling_changed',
      subject: after.name,
      at: { subject: `event:${after.name}`, path: ['sample'] },
      events: [after.name],
      fact: fromTo({ en: 'sample', zh: '采样率' }, [old, now]),
    },
  ]
}

const dedupKey = (before: PlanEvent, after: PlanEvent, nameNow: (property: string) => string): Draft[] => {
  if (sameSet(before.once_per?.map(nameNow), after.once_per)) return []
  return [
    {
      rule: 'event.dedup_key_changed',
      subject: after.name,
      at: { subject: `event:${after.name}`, path: ['once_per'] },
      events: [after.name],
      fact: fromTo({ en: 'once_per', zh: '判重属性 once_per' }, [
        before.once_per?.join(', '),
        after.once_per?.join(', '),
      ]),
    },
  ]
}

/** How often an event counts: the share that is sent, and what makes two events one. */
export const eventCounting = ({ lasting, nameNow }: Plans): Draft[] =>
  lasting.flatMap(({ before, after }) => [...sampling(before, after), ...dedupKey(before, after, nameNow.property)])
