import type { Peers } from '@maidian/service'

/** What a collector took of a source within a moment, and the limits that it took it under. */
export type Taken = {
  source: string
  events: number
  perSecond: number | null
  /** The day that it counts for, where days are counted. */
  day: string | null
  ips: [ip: string, events: number][]
  perIp: number | null
}

/** What a source has sent today, as far as a collector knows. */
export type Today = { source: string; day: string; events: number }

type Told = { limits: { taken: Taken[]; today: Today[]; isNew: boolean } }

export type Limits = {
  /** A peer took this. */
  take(taken: Taken): void
  /** A peer knows of this much: it is at least so much. */
  raise(today: Today): void
  today(): Today[]
}

/** How long what was taken is gathered before the others are told, in ms. */
const GATHER_MS = 50

/** Adds up; what was taken under other limits or on another day is told for itself. */
const gather = (pending: Map<string, Taken>, { ips, ...taken }: Taken): void => {
  const key = JSON.stringify([taken.source, taken.day, taken.perSecond, taken.perIp])
  const known = pending.get(key)
  if (known === undefined) {
    pending.set(key, { ...taken, ips })
    return
  }
  known.events += taken.events
  known.ips.push(...ips)
}

/**
 * Keeps the limits of collectors on one port together: each tells the others what it took, some times a second. A
 * new one is told what was taken today.
 */
export const shareTaken = ({ tell, onTold }: Peers, limits: Limits): ((taken: Taken) => void) => {
  let pending = new Map<string, Taken>()
  let timer: NodeJS.Timeout | undefined

  const flush = (today: Today[] = []): void => {
    clearTimeout(timer)
    timer = undefined
    const taken = [...pending.values()]
    pending = new Map()
    tell({ limits: { taken, today, isNew: false } } satisfies Told)
  }
  onTold(message => {
    const { taken, today, isNew } = (message as Told).limits
    for (const one of taken) limits.take(one)
    for (const one of today) limits.raise(one)
    // What is being gathered goes first: it is in the sums of today.
    if (isNew) flush(limits.today())
  })
  tell({ limits: { taken: [], today: [], isNew: true } } satisfies Told)
  return taken => {
    gather(pending, taken)
    timer ??= setTimeout(flush, GATHER_MS).unref()
  }
}
