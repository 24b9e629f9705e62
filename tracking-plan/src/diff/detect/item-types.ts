import type { Draft } from '../finding.ts'
import type { Plans } from '../plans.ts'
import { wordingDraft } from './meaning.ts'
import { strictnessOf } from './strictness.ts'
import { compareUses } from './uses.ts'

/** What the elements of a list are: an edited type concerns every event that carries a list of it. */
export const itemTypes = (plans: Plans): Draft[] =>
  plans.types.flatMap(({ before, after }) => {
    const events = plans.touched(plans.usage.before.type(before.name), plans.usage.after.type(after.name))
    const at = { subject: `type:${after.name}`, path: ['props'] } as const
    const moved = (property: string): boolean =>
      events.length > 0 &&
      events.every(event => plans.moves.some(move => move.event === event && move.property === property))
    const uses = compareUses({
      plans,
      before: before.props,
      after: after.props,
      owner: after.name,
      at,
      events,
      strict: strictnessOf(plans, events),
      elsewhere: property => (moved(property) ? 'moved' : undefined),
    })
    const meaning = wordingDraft({
      what: { en: 'say', zh: '说明 say' },
      texts: [before.say, after.say],
      subject: after.name,
      at: { subject: `type:${after.name}`, path: ['say'] },
      events,
    })
    // What no list is made of is sent by nobody.
    const unused = { clients: 'safe', queries: 'safe' } as const
    return [...uses, ...meaning].map(draft => (events.length > 0 ? draft : { ...draft, ...unused }))
  })
