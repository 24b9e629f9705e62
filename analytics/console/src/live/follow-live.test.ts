import { expect, test } from 'vitest'
import { ApiError } from '../api/api-error.ts'
import { followLive, type LiveState, waitMs } from './follow-live.ts'
import { sleep } from './sleep.ts'

const streamOf = (...pieces: string[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: stream => {
      for (const piece of pieces) stream.enqueue(new TextEncoder().encode(piece))
      stream.close()
    },
  })
const message = (id: string) => `id: ${id}\ndata: {"event_id":"${id}"}\n\n`

/** Follows what `open` gives in turn, until it has nothing more. */
const follow = async (answers: (() => ReadableStream<Uint8Array>)[]) => {
  const done = new AbortController()
  const states: LiveState[] = []
  const events: string[] = []
  await followLive({
    open: async () => {
      const answer = answers.shift()
      if (answer) return answer()
      done.abort()
      throw new Error('the test is over')
    },
    onEvents: came => events.push(...came.map(({ event_id }) => event_id)),
    onState: state => states.push(state),
    sleep: (ms, signal) => sleep(ms > 40_000 ? ms : 0, signal),
    random: () => 1,
    signal: done.signal,
  })
  return { states, events }
}

test('a stream that ends is opened again, after a wait that starts anew', async () => {
  const { states, events } = await follow([
    () => streamOf(': open\n\n', message('a')),
    () => {
      throw new ApiError({ status: 503, code: 'store.unavailable', message: '' })
    },
    () => streamOf(message('b').slice(0, 9), message('b').slice(9)),
  ])
  expect(events).toEqual(['a', 'b'])
  expect(states.map(state => (state.kind === 'waiting' ? state.seconds : state.kind))).toEqual([
    ...['connecting', 'open', 1],
    ...['connecting', 2],
    ...['connecting', 'open', 1],
    'connecting',
  ])
  expect(states.filter(state => state.kind === 'open').map(({ again }) => again)).toEqual([false, true])
})

test('a refusal is final', async () => {
  const { states } = await follow([
    () => {
      throw new ApiError({ status: 400, code: 'question.invalid', message: 'say which project', path: 'project' })
    },
  ])
  expect(states.at(-1)).toMatchObject({ kind: 'refused', error: { path: 'project' } })
})

test('waits grow, and have an end', () => {
  expect([0, 1, 2, 10].map(attempt => waitMs(attempt, 1))).toEqual([1000, 2000, 4000, 30_000])
  expect(waitMs(3, 0)).toBe(4000)
})
