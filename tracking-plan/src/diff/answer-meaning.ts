import type { Change } from '../model.ts'
import { type Finding, underRule } from './finding.ts'

type Answer = 'same' | 'changed'

/** The answer for an event: what names it, or the subject, counts more than one word for all; `changed` counts most. */
const answerFor = (changes: readonly Change[], names: readonly string[]): Answer | undefined => {
  const named: Answer[] = []
  const general: Answer[] = []
  for (const { meaning } of changes) {
    if (meaning === undefined) continue
    if (typeof meaning === 'string') general.push(meaning)
    else for (const name of names) if (Object.hasOwn(meaning, name)) named.push(meaning[name]!)
  }
  const worst = (answers: readonly Answer[]) => answers.find(answer => answer === 'changed') ?? answers[0]
  return worst(named) ?? worst(general)
}

/** Puts what the change files answer in the place of reworded texts: the events may be answered differently. */
export const answerMeaning = (finding: Finding, changes: readonly Change[]): Finding[] => {
  if (finding.asks === undefined || finding.settled) return [finding]
  const byAnswer = new Map<Answer | undefined, string[]>()
  for (const event of finding.events) {
    const answer = answerFor(changes, [finding.subject, event])
    byAnswer.set(answer, [...(byAnswer.get(answer) ?? []), event])
  }
  return [...byAnswer].map(([answer, events]) => {
    if (answer === undefined) return { ...finding, events }
    if (answer === 'same') return underRule(finding, 'meaning.same', events)
    return underRule(finding, finding.asks === 'trigger' ? 'event.trigger_changed' : 'meaning.changed', events)
  })
}
