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
