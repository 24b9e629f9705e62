import { expect, test } from 'vitest'
import { createServerClock } from './server-clock.ts'

const dated = (date: string) => new Response('', { headers: { date } })
const DATE = 'Tue, 24 Nov 2026 12:00:00 GMT'

test('a clock that is behind is put right, by one question', async () => {
  let asked = 0
  const ask = async () => {
    asked += 1
    return dated(DATE)
  }
  const clock = createServerClock(ask, () => Date.parse(DATE) - 600_000)
  expect(await clock.now()).toBe(Date.parse(DATE) + 1000)
  await clock.now()
  expect(asked).toBe(1)
})

test('where nobody answers, or without a date, the own clock has to do', async () => {
  expect(
    await createServerClock(
      async () => Promise.reject(new Error('offline')),
      () => 5,
    ).now(),
  ).toBe(5)
  expect(
    await createServerClock(
      async () => new Response(''),
      () => 5,
    ).now(),
  ).toBe(5)
})
