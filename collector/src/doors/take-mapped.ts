import { type Context, type EventVerdict, MAX_BATCH_BYTES, type Verdict } from '@maidian/schemas'
import { type ReadBody, serialised } from '../body.ts'
import { type Sent, type TakeDeps, type Taken, takeBatch } from '../take-batch.ts'
import { isObject, type Json } from './values.ts'

/** An event as a door has made it from a message of another protocol. */
export type MappedEvent = {
  /** The message it was made from: its place in the request, and its id as sent. */
  from: { index: number; id: string }
  /** An event of the wire but for its `context`; what it was made from, where nothing could be made of it. */
  event: unknown
  context: Context | null
  sdk: string
  /** Whose event it is, where a server says so of its user. */
  ip?: string
  ua?: string
}

/** What the events of a log record share. */
type Group = { sdk: string; ip: string; ua: string; ofPerson: boolean; events: MappedEvent[] }

/** A page cannot claim another address than its own; a server tells of its users'. */
const groupsOf = (events: readonly MappedEvent[], sent: Sent): Group[] => {
  const server = sent.known.source.kind === 'server'
  const groups = new Map<string, Group>()
  for (const one of events) {
    const group = {
      sdk: one.sdk.slice(0, 100),
      ip: (server && one.ip) || sent.ip,
      ofPerson: server && Boolean(one.ip),
      ua: (server && one.ua) || sent.ua,
    }
    const key = JSON.stringify(group)
    const known = groups.get(key) ?? { ...group, events: [] }
    known.events.push(one)
    groups.set(key, known)
  }
  return [...groups.values()]
}

const bodyOf = ({ sdk, events }: Group, clientSent: number | undefined): ReadBody => {
  const contexts = new Map<string, { at: number; context: Context }>()
  const placed = events.map(({ event, context }) => {
    if (context === null || Object.keys(context).length === 0) return event
    const key = JSON.stringify(context)
    const known = contexts.get(key) ?? { at: contexts.size, context }
    contexts.set(key, known)
    return { ...(event as Json), context: known.at }
  })
  const batch = {
    ...(sdk !== '' && { sdk }),
    ...(clientSent !== undefined && { sent: clientSent }),
    ...(contexts.size > 0 && { contexts: [...contexts.values()].map(one => one.context) }),
    events: placed,
  }
  const text = serialised(batch)
  const plain = Buffer.from(text)
  return { bytes: plain, plain, text, encoding: 'identity', batch: batch as ReadBody['batch'] }
}

/** Other protocols allow larger requests than a record of the log may be. */
const recordsOf = (group: Group, clientSent: number | undefined): { group: Group; body: ReadBody }[] => {
  const body = bodyOf(group, clientSent)
  const { events } = group
  if (body.plain.length <= MAX_BATCH_BYTES || events.length === 1) return [{ group, body }]
  const half = Math.ceil(events.length / 2)
  return [events.slice(0, half), events.slice(half)].flatMap(part => recordsOf({ ...group, events: part }, clientSent))
}

const ORDER: readonly Verdict[] = ['accepted', 'flagged', 'quarantined', 'blocked']
const worse = (a: Verdict, b: Verdict): Verdict => (ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a)

/** Several events may come of one message: its verdict is the worst of theirs. */
const byMessage = (verdicts: readonly EventVerdict[]): EventVerdict[] => {
  const merged = new Map<number, EventVerdict>()
  for (const one of verdicts) {
    const known = merged.get(one.index)
    merged.set(
      one.index,
      known
        ? { ...known, verdict: worse(known.verdict, one.verdict), reasons: [...known.reasons, ...one.reasons] }
        : one,
    )
  }
  return [...merged.values()].sort((a, b) => a.index - b.index)
}

/**
 * Takes events that a door has made, renamed as their source says, the way every batch is taken. Resolves to the
 * messages that are not plainly accepted, by their place in the request.
 */
export const takeMapped = async (
  events: readonly MappedEvent[],
  { clientSent, ...sent }: Sent & { clientSent: number | undefined },
  deps: TakeDeps,
): Promise<Taken> => {
  const { rename } = sent.known
  const named = rename ? events.map(one => (isObject(one.event) ? { ...one, event: rename(one.event) } : one)) : events
  const records = groupsOf(named, sent).flatMap(group => recordsOf(group, clientSent))
  const taken = await Promise.all(
    records.map(async ({ group, body }) => {
      const { verdicts, local } = await takeBatch(
        body,
        { ...sent, ip: group.ip, ua: group.ua, ofPerson: group.ofPerson },
        deps,
      )
      const told = verdicts.map(verdict => {
        const { index, id } = (group.events[verdict.index] as MappedEvent).from
        return { ...verdict, index, id }
      })
      return { told, local }
    }),
  )
  return { verdicts: byMessage(taken.flatMap(({ told }) => told)), local: taken.some(({ local }) => local) }
}
