import type { LiveEvent } from '@maidian/schemas'

/** More are kept than shown, so that a filter finds something behind what is in view. */
export const MOST_KEPT = 1000
export const MOST_SHOWN = 200

/** Newest first. While paused, what comes waits. */
export type LiveList = {
  events: readonly LiveEvent[]
  waiting: readonly LiveEvent[]
  paused: boolean
}

export type LiveAction = { type: 'came'; events: readonly LiveEvent[] } | { type: 'pause' | 'resume' | 'clear' }

export const EMPTY_LIST: LiveList = { events: [], waiting: [], paused: false }

const newestFirst = (came: readonly LiveEvent[], before: readonly LiveEvent[]): LiveEvent[] => {
  const known = new Set(before.map(event => event.event_id))
  // A stream that was opened again may tell what the one before had told.
  const fresh = came.filter(event => !known.has(event.event_id))
  return [...fresh.toReversed(), ...before].slice(0, MOST_KEPT)
}

export const liveList = (list: LiveList, action: LiveAction): LiveList => {
  switch (action.type) {
    case 'came':
      return list.paused
        ? { ...list, waiting: newestFirst(action.events, list.waiting) }
        : { ...list, events: newestFirst(action.events, list.events) }
    case 'pause':
      return { ...list, paused: true }
    case 'resume':
      return { events: newestFirst(list.waiting.toReversed(), list.events), waiting: [], paused: false }
    case 'clear':
      return { ...EMPTY_LIST, paused: list.paused }
  }
}
