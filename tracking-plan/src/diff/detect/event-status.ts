import type { EventStatus } from '../../model.ts'
import type { Draft } from '../finding.ts'
import type { Plans } from '../plans.ts'
import type { DiffRuleId } from '../rules.ts'
import { fromTo } from '../shown.ts'

const ruleFor = (before: EventStatus, after: EventStatus): DiffRuleId => {
  if (after === 'removed') return 'event.status_removed'
  if (after === 'deprecated') return 'event.deprecated'
  if (after === 'draft') return 'event.unpublished'
  return before === 'draft' ? 'event.published' : 'event.restored'
}

/** draft, live, deprecated, removed. Coming back from `removed` is a name used again: event-names.ts. */
export const eventStatus = (plans: Plans): Draft[] =>
  plans.events.pairs
    .filter(({ before, after }) => before.status !== after.status && before.status !== 'removed')
    .filter(({ before, after }) => after.status !== 'removed' || !plans.replaced.has(before.name))
    .map(({ before, after }) => ({
      rule: ruleFor(before.status, after.status),
      subject: after.name,
      at: { subject: `event:${after.name}`, path: ['status'] },
      events: [after.name],
      fact: fromTo({ en: 'status', zh: '状态' }, [before.status, after.status]),
    }))
