import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { withTimers } from './timers.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const setUp = () => {
  const sent: { event: string; props: Record<string, unknown> }[] = []
  const { timer } = withTimers({ track: (event: unknown) => void sent.push(event as (typeof sent)[number]) })
  return { sent, timer }
}

test('the event says how long it took, without pauses, whatever the clock of the machine does', () => {
  const { sent, timer } = setUp()
  timer.start('video')
  vi.advanceTimersByTime(1200)
  timer.pause('video')
  timer.pause('video')
  vi.setSystemTime(Date.now() - 86_400_000)
  vi.advanceTimersByTime(5000)
  timer.resume('video')
  timer.resume('video')
  vi.advanceTimersByTime(300)
  timer.end('video', { video_id: 'v-1' })
  expect(sent).toEqual([{ event: 'video', props: { video_id: 'v-1', duration_ms: 1500 } }])
})

test('what was never started, or has ended, sends nothing; starting again begins anew', () => {
  const { sent, timer } = setUp()
  timer.end('video')
  timer.pause('video')
  timer.resume('video')
  timer.start('video')
  vi.advanceTimersByTime(1000)
  timer.start('video')
  vi.advanceTimersByTime(200)
  timer.end('video')
  timer.end('video')
  expect(sent).toEqual([{ event: 'video', props: { duration_ms: 200 } }])
})

test('properties that are wrong or throw end nothing, and the duration is the timer’s', () => {
  const { sent, timer } = setUp()
  const hostile = Object.defineProperty({ good: 1, duration_ms: 7 }, 'bad', {
    enumerable: true,
    get: () => {
      throw new Error('hostile')
    },
  })
  for (const props of [hostile, null, 'text', Object.freeze({ a: 1 })]) {
    timer.start('video')
    vi.advanceTimersByTime(10)
    expect(() => timer.end('video', props as object)).not.toThrow()
  }
  expect(sent.map(({ props }) => props.duration_ms)).toEqual([10, 10, 10, 10])
  expect(Object.keys(sent[0]!.props)).toEqual(['good', 'duration_ms', 'bad'])
  expect(sent.slice(1).map(({ props }) => Object.keys(props))).toEqual([
    ['duration_ms'],
    ['duration_ms'],
    ['a', 'duration_ms'],
  ])
})

test('an end while paused counts until the pause, and without performance.now the clock is used', () => {
  const { sent, timer } = setUp()
  timer.start('video')
  vi.advanceTimersByTime(100)
  timer.pause('video')
  vi.advanceTimersByTime(100)
  timer.end('video')
  vi.stubGlobal('performance', undefined)
  timer.start('video')
  vi.advanceTimersByTime(50.4)
  timer.end('video')
  vi.unstubAllGlobals()
  expect(sent.map(({ props }) => props.duration_ms)).toEqual([100, 50])
})
