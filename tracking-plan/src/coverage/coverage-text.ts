import type { Coverage, EventCoverage } from './coverage.ts'

const percent = (rate: number): string => `${Math.round(rate * 100)} %`

const eventLines = ({
  event,
  source,
  appVersion,
  events,
  quarantined,
  lastSeen,
  properties,
}: EventCoverage): string[] => {
  const held = quarantined > 0 ? ` · ${quarantined} in quarantine` : ''
  const from = [source, appVersion].filter(Boolean).join(' ')
  return [
    `${event} · ${from} · ${events} events${held} · last ${lastSeen}`,
    ...properties.map(
      ({ property, rate, violations }) =>
        `  ${percent(rate).padStart(5)}  ${property}${violations > 0 ? `  ${violations} broke the plan` : ''}`,
    ),
  ]
}

/** Coverage as a person reads it. */
export const coverageText = ({ days, covered, silent, unplanned }: Coverage): string => {
  const lines = [`The last ${days} days`, '', ...covered.flatMap(eventLines)]
  if (silent.length > 0) {
    lines.push('', 'Planned, and sent by nobody:')
    for (const { event, source, status } of silent)
      lines.push(`  ${event} · ${source}${status === 'live' ? '' : ` · ${status}`}`)
  }
  if (unplanned.length > 0) {
    lines.push('', 'Sent, and planned by nobody:')
    for (const { event, property, source, events } of unplanned) {
      lines.push(`  ${event}${property === '' ? '' : `.${property}`} · ${source} · ${events} events`)
    }
  }
  return `${lines.join('\n')}\n`
}
