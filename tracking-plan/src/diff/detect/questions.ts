import type { SavedQuestion } from '../../model.ts'
import type { Draft } from '../finding.ts'
import { namesNow } from '../names-now.ts'
import type { Plans } from '../plans.ts'
import type { DiffRuleId } from '../rules.ts'
import { own, same } from '../same.ts'

type Rename = (name: string) => string

/** A rename alone makes no other question. */
const asksTheSame = (before: SavedQuestion, after: SavedQuestion, rename: Rename): boolean => {
  const [old, now] = [before, after].map(({ funnel, metric }) => ({ funnel, metric }))
  return same(old, now) || same(namesNow(old, rename), now)
}

const eventsIn = (question: SavedQuestion, names: readonly string[]): string[] => {
  const text = JSON.stringify([question.funnel, question.metric])
  return names.filter(name => text.includes(JSON.stringify(name)))
}

/** Saved questions, which are views: what one asks is what somebody's dashboard shows. */
export const questions = (plans: Plans): Draft[] => {
  const { before, after, nameNow } = plans
  const rename: Rename = name => (nameNow.event(name) === name ? nameNow.property(name) : nameNow.event(name))
  const draft = (rule: DiffRuleId, question: SavedQuestion, fact: Draft['fact']): Draft => ({
    rule,
    subject: question.name,
    at: { subject: rule === 'question.removed' ? 'plan:' : `question:${question.name}` },
    // A question is no part of an event: what it asks does not change the event's version.
    events: [],
    fact: withEvents(fact, eventsIn(question, Object.keys(after.events))),
  })
  const names = [...new Set([...Object.keys(before.questions), ...Object.keys(after.questions)])]
  return names.flatMap(name => {
    const [old, now] = [own(before.questions, name), own(after.questions, name)]
    if (!old) return [draft('question.added', now!, { en: 'new question', zh: '新问题' })]
    if (!now) return [draft('question.removed', old, { en: 'no longer in the plan', zh: '已从方案中删除' })]
    if (asksTheSame(old, now, rename)) return []
    return [draft('question.changed', now, { en: 'asks something else', zh: '定义改变' })]
  })
}

const withEvents = (fact: Draft['fact'], events: readonly string[]): Draft['fact'] =>
  events.length === 0
    ? fact
    : { en: `${fact.en} (asks about ${events.join(', ')})`, zh: `${fact.zh}（涉及 ${events.join('、')}）` }
