import type { LiveEvent } from '@maidian/schemas'
import { ApiError } from '../api/api-error.ts'
import { createSseReader } from './sse-reader.ts'

export type LiveState =
  | { kind: 'connecting' }
  | { kind: 'open'; again: boolean }
  | { kind: 'waiting'; seconds: number }
  | { kind: 'refused'; error: ApiError }

export type FollowLive = {
  open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>
  onEvents: (events: LiveEvent[]) => void
  onState: (state: LiveState) => void
  /** Resolves after so many ms, or at once when aborted. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
  random: () => number
  signal: AbortSignal
}

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 30_000
/** The server says something every 15 s: a stream that says nothing for so long is dead, though nobody closed it. */
const SILENCE_MS = 45_000

/** Jittered, so that the pages of a whole team do not come back at the same moment. */
export const waitMs = (attempt: number, random: number): number =>
  Math.round(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt) * (0.5 + random / 2))

/** Follows live events until aborted, and opens the stream again whenever it ends; a refusal by the server is final. */
export const followLive = async ({ open, onEvents, onState, sleep, random, signal }: FollowLive): Promise<void> => {
  let attempt = 0
  let opened = false
  while (!signal.aborted) {
    onState({ kind: 'connecting' })
    const silence = new AbortController()
    try {
      const stream = await open(AbortSignal.any([signal, silence.signal]))
      onState({ kind: 'open', again: opened })
      opened = true
      attempt = 0
      await readEvents({ stream, onEvents, sleep, silence })
    } catch (error) {
      if (error instanceof ApiError && error.status >= 400 && error.status < 500) {
        onState({ kind: 'refused', error })
        return
      }
    } finally {
      silence.abort()
    }
    if (signal.aborted) return
    const ms = waitMs(attempt++, random())
    onState({ kind: 'waiting', seconds: Math.ceil(ms / 1000) })
    await sleep(ms, signal)
  }
}

type Reading = Pick<FollowLive, 'onEvents' | 'sleep'> & {
  stream: ReadableStream<Uint8Array>
  silence: AbortController
}

const readEvents = async ({ stream, onEvents, sleep, silence }: Reading): Promise<void> => {
  const decoder = new TextDecoder()
  const messages = createSseReader()
  const reader = stream.getReader()
  try {
    for (;;) {
      const heard = new AbortController()
      const quiet = sleep(SILENCE_MS, AbortSignal.any([heard.signal, silence.signal])).then(() => {
        if (!heard.signal.aborted) silence.abort()
      })
      const { done, value } = await reader.read().finally(() => heard.abort())
      await quiet
      if (done) return
      const events = messages(decoder.decode(value, { stream: true })).map(data => JSON.parse(data) as LiveEvent)
      if (events.length > 0) onEvents(events)
    }
  } finally {
    reader.cancel().catch(() => {})
  }
}
