import type { EventRow, IdentityRow } from '@maidian/schemas'

/** Everything that was recorded. */
export type World = { events: EventRow[]; identities: IdentityRow[] }

/** The user an event has, else the one its device was first linked to, else the device. */
const personOf = (event: EventRow, { identities }: World): string => {
  if (event.user !== '') return `user ${event.user}`
  const links = identities.filter(link => link.device === event.device)
  links.sort((a, b) => a.ts - b.ts || (a.event_id < b.event_id ? -1 : 1))
  return links[0] ? `user ${links[0].user}` : `device ${event.device}`
}

/** The events of each person, in no order. */
export const byPerson = (events: readonly EventRow[], world: World): Map<string, EventRow[]> =>
  Map.groupBy(events, event => personOf(event, world))

/** Bots and test traffic only where the question says so. */
export const inAudience = (
  event: EventRow,
  question: { include_bots?: boolean | undefined; include_test?: boolean | undefined },
): boolean => (question.include_bots || !event.bot) && (question.include_test || event.env !== 'test')

/** Time, then the order in which the log holds them. */
export const byTimeAndLog = (a: EventRow, b: EventRow): number =>
  a.ts - b.ts ||
  a.received - b.received ||
  a.log_partition - b.log_partition ||
  a.log_offset - b.log_offset ||
  a.log_index - b.log_index

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** The middle one, or the mean of the two in the middle. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const low = sorted[Math.floor((sorted.length - 1) / 2)] as number
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] as number
  return (low + high) / 2
}
