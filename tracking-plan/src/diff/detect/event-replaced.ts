import type { Draft } from '../finding.ts'
import type { Plans } from '../plans.ts'

/** Events that others take over from: one other is a merge, several are a split. */
export const eventReplaced = ({ replaced }: Plans): Draft[] =>
  [...replaced].map(([name, by]) => ({
    rule: by.length > 1 ? 'event.split' : 'event.merged',
    subject: name,
    at: { subject: `event:${by[0]}`, path: ['replaces'] },
    events: [name, ...by],
    fact: { en: `${name} → ${by.join(' + ')}`, zh: `${name} → ${by.join(' + ')}` },
  }))
