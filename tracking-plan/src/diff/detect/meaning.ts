import type { Text } from '../../model.ts'
import type { Asks, At, Draft } from '../finding.ts'
import type { Plans } from '../plans.ts'
import type { Say } from '../rule.ts'
import { rewordedText, wording } from '../wording.ts'

/**
 * A text of meaning that was reworded asks for an answer; one that appeared, or is only there in another language, is
 * a text like any other. With `narrows`, appearing asks as well.
 */
export const wordingDraft = (of: {
  what: Say
  texts: readonly [Text | undefined, Text | undefined]
  subject: string
  at: At
  events: readonly string[]
  asks?: Asks
  narrows?: boolean
}): Draft[] => {
  const [before, after] = of.texts
  const became = wording(before, after)
  if (became === 'equal') return []
  const common = { subject: of.subject, at: of.at, events: of.events }
  const asks = became === 'reworded' || became === 'vanished' || (became === 'appeared' && of.narrows)
  const words = rewordedText(before, after) || '…'
  const fact = { en: `${of.what.en}: ${words}`, zh: `${of.what.zh}：${words}` }
  return asks
    ? [{ ...common, rule: 'meaning.unanswered', asks: of.asks ?? 'meaning', fact }]
    : [{ ...common, rule: 'text.changed', fact }]
}

/** Texts that say what an event is and when it fires. */
export const eventMeaning = ({ lasting }: Plans): Draft[] =>
  lasting.flatMap(({ before, after }) => {
    const of = (path: readonly string[]) => ({
      subject: after.name,
      at: { subject: `event:${after.name}`, path } as const,
      events: [after.name],
    })
    return [
      ...wordingDraft({
        ...of(['title']),
        what: { en: 'title', zh: '标题' },
        texts: [before.title, after.title],
      }),
      ...wordingDraft({ ...of(['say']), what: { en: 'say', zh: '说明 say' }, texts: [before.say, after.say] }),
      ...wordingDraft({
        ...of(['fires', 'when']),
        what: { en: 'fires when', zh: '触发时机' },
        texts: [before.fires.when, after.fires.when],
        asks: 'trigger',
      }),
      // What an event is not sent for takes something away from it, even where nothing was said before.
      ...wordingDraft({
        ...of(['fires', 'not']),
        what: { en: 'does not fire', zh: '不触发的情况' },
        texts: [before.fires.not, after.fires.not],
        asks: 'trigger',
        narrows: true,
      }),
    ]
  })
