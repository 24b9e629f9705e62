import type { PlanEvent } from '../../model.ts'
import type { Draft } from '../finding.ts'
import type { Plans } from '../plans.ts'
import { probableRenames, sameButForCase, similarNames } from '../similar.ts'
import { wording } from '../wording.ts'

const alike = (gone: PlanEvent, born: PlanEvent): boolean =>
  sameButForCase(gone.name, born.name) ||
  similarNames(gone.name, born.name) ||
  wording(gone.title, born.title) === 'equal'

/** Events that came, went, or changed their names. */
export const eventNames = (plans: Plans): Draft[] => {
  const gone = plans.events.gone.filter(({ status }) => status !== 'removed')
  const born = plans.events.born.filter(({ status }) => status !== 'removed')
  const vanished = gone.filter(({ name }) => !plans.replaced.has(name))
  const guesses = probableRenames({ gone: vanished, born, alike })
  const guessed = new Map(guesses.map(({ before, after }) => [before, after]))
  return [
    ...born.filter(event => !reused(plans, event)).map(added),
    ...vanished.map(event => {
      const guess = guessed.get(event)
      return guess ? maybeRenamed(event, guess) : removed(event)
    }),
    ...plans.events.gone.filter(({ status }) => status === 'removed').map(forgotten),
    ...plans.events.pairs.filter(({ before, after }) => before.name !== after.name).map(renamed),
    ...Object.values(plans.after.events)
      .filter(event => reused(plans, event))
      .map(nameReused),
  ]
}

const reused = ({ before, events }: Plans, event: PlanEvent): boolean => {
  if (event.status === 'removed') return false
  const pair = events.pairs.find(({ after }) => after === event)
  if (pair?.before.name === event.name) return pair.before.status === 'removed'
  return before.reserved.events.includes(event.name)
}

const added = ({ name }: PlanEvent): Draft => ({
  rule: 'event.added',
  subject: name,
  at: { subject: `event:${name}` },
  events: [name],
  fact: { en: 'new event', zh: '新事件' },
})

const removed = ({ name }: PlanEvent): Draft => ({
  rule: 'event.removed',
  subject: name,
  at: { subject: 'plan:' },
  events: [name],
  fact: { en: 'no longer in the plan', zh: '已从方案中删除' },
})

const forgotten = ({ name }: PlanEvent): Draft => ({
  rule: 'event.forgotten',
  subject: name,
  at: { subject: 'plan:' },
  events: [name],
  fact: { en: 'removed earlier, and no longer listed', zh: '此前已下线，现在不再列出' },
})

const renamed = ({ before, after }: { before: PlanEvent; after: PlanEvent }): Draft => ({
  rule: 'event.renamed',
  subject: before.name,
  at: { subject: `event:${after.name}`, path: ['renamed_from'] },
  events: [before.name, after.name],
  fact: {
    en: `${before.name} → ${after.name}; old clients go on sending ${before.name}, which is unplanned`,
    zh: `${before.name} → ${after.name}；旧客户端仍会上报 ${before.name}，它已不在方案内`,
  },
})

const maybeRenamed = (before: PlanEvent, after: PlanEvent): Draft => ({
  rule: sameButForCase(before.name, after.name) ? 'event.case_changed' : 'event.maybe_renamed',
  subject: before.name,
  at: { subject: `event:${after.name}` },
  events: [before.name, after.name],
  fact: {
    en: `${before.name} is gone and ${after.name} is new, without \`renamed_from: ${before.name}\``,
    zh: `${before.name} 消失，新增 ${after.name}，但没有写 \`renamed_from: ${before.name}\``,
  },
})

const nameReused = ({ name }: PlanEvent): Draft => ({
  rule: 'event.name_reused',
  subject: name,
  at: { subject: `event:${name}` },
  events: [name],
  fact: { en: 'this name belongs to a removed event', zh: '这个名称属于已下线的事件' },
})
