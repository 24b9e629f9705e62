import type { Verification, VerifiedEvent } from './verify.ts'

const MARKS = { seen: '✓', broken: '✗', missing: '·' } as const

const line = ({ event, title, state, times, reasons, neverFilled }: VerifiedEvent): string[] => {
  const required = neverFilled.filter(one => one.required).map(({ property }) => property)
  const optional = neverFilled.filter(one => !one.required).map(({ property }) => property)
  return [
    `${MARKS[state]} ${event} · ${title}${times > 0 ? ` · ${times} ×` : ''}`,
    ...(reasons.length > 0 ? [`    broke: ${reasons.join(', ')}`] : []),
    ...(required.length > 0 ? [`    required, never there: ${required.join(', ')}`] : []),
    ...(optional.length > 0 ? [`    never there: ${optional.join(', ')}`] : []),
  ]
}

/** The report for a terminal. */
export const verifyText = ({ project, debug, release, sent, events, unplanned }: Verification): string => {
  const count = (state: VerifiedEvent['state']): number => events.filter(one => one.state === state).length
  const order: VerifiedEvent['state'][] = ['broken', 'seen', 'missing']
  return `${[
    `${project} · debug ${debug} · ${release} · ${sent.length} events`,
    `${count('seen')} as planned, ${count('broken')} broke the plan, ${count('missing')} never fired`,
    '',
    ...order.flatMap(state => events.filter(one => one.state === state).flatMap(line)),
    ...(unplanned.length > 0 ? ['', `Planned by nobody: ${unplanned.join(', ')}`] : []),
  ].join('\n')}\n`
}
