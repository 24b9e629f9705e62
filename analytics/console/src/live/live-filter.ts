import type { LiveEvent } from '@maidian/schemas'

export type LiveFilter = { event: string; verdict: string; text: string }

export const VERDICTS = ['accepted', 'flagged', 'quarantined'] as const

/** `event` and `text` look for a part, whatever the case; `text` in everything that a row tells. */
export const matchesLive = (filter: LiveFilter, event: LiveEvent): boolean => {
  if (filter.verdict !== '' && event.verdict !== filter.verdict) return false
  if (!event.name.toLowerCase().includes(filter.event.trim().toLowerCase())) return false
  const wanted = filter.text.trim().toLowerCase()
  if (wanted === '') return true
  const { user, device, session, source, path, event_id, name } = event
  const told = [name, user, device, session, source, path, event_id, ...Object.entries(event.props).flat()]
  return told.some(text => text.toLowerCase().includes(wanted))
}
