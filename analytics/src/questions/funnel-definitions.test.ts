import type { FunnelAnswer } from '@maidian/schemas'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { testEvent } from '../testing/event.ts'

/** Seconds from here on are what the cases below are written in; the range of every question is 0 to 100. */
const START = Date.UTC(2026, 10, 1)
const PROJECT = { name: 'shop', timezone: 'Asia/Shanghai' }

type Expected = { users: number[]; seconds?: (number | null)[] }
/** A title, the events of one person as `name@second`, the steps, and what must come out of a window of 10 s. */
const CASES: [string, string, string, Expected][] = [
  ['a step at the end of the window counts', 'a@0 b@10', 'a b', { users: [1, 1], seconds: [null, 10] }],
  ['a step after the window does not', 'a@0 b@10.001', 'a b', { users: [1, 0] }],
  ['the window is that of the attempt, not of the step before', 'a@0 b@9 c@11', 'a b c', { users: [1, 1, 0] }],
  ['steps at the same time count in the order asked for', 'b@5 a@5', 'a b', { users: [1, 1], seconds: [null, 0] }],
  ['a step before its predecessor does not', 'b@4 a@5', 'a b', { users: [1, 0] }],
  ['the same step twice needs two events', 'a@1', 'a a', { users: [1, 0] }],
  ['two events at the same time are two', 'a@1 a@1', 'a a', { users: [1, 1], seconds: [null, 0] }],
  [
    'a later attempt that gets further is the result',
    'a@0 a@8 b@15 c@16',
    'a b c',
    { users: [1, 1, 1], seconds: [null, 7, 1] },
  ],
  ['of equal attempts the earliest is', 'a@0 b@4 a@6 b@7', 'a b', { users: [1, 1], seconds: [null, 4] }],
  ['each step is the earliest that allows it', 'a@0 b@2 b@3 c@4', 'a b c', { users: [1, 1, 1], seconds: [null, 2, 2] }],
  ['other events may come between', 'a@0 x@1 b@2', 'a b', { users: [1, 1] }],
  ['a person counts once, however often it converts', 'a@0 b@1 a@2 b@3', 'a b', { users: [1, 1] }],
  ['an attempt may start at the very ends of the range', 'a@100 b@110', 'a b', { users: [1, 1] }],
  ['no attempt starts after the range', 'a@100.001 b@101', 'a b', { users: [0, 0] }],
  ['no attempt starts before it', 'a@-0.001 b@1', 'a b', { users: [0, 0] }],
]

let app: TestApp
beforeAll(async () => {
  app = await startTestApp([PROJECT], START + 105_000)
  let serial = 0
  const events = CASES.flatMap(([, written], i) =>
    written.split(' ').map(text => {
      const [name = '', second = ''] = text.split('@')
      const ts = START + Math.round(Number(second) * 1000)
      return testEvent(serial++, { name, ts, received: ts, device: `d-${i}`, props: { case: String(i) } })
    }),
  )
  const linked = ['a', 'b'].map((name, i) =>
    testEvent(serial++, { name, ts: START + i * 1000, device: `linked-${i}`, props: { case: 'linked' } }),
  )
  const identities = linked.map((event, i) => ({
    device: `linked-${i}`,
    user: 'u-1',
    ts: START,
    event_id: event.event_id,
  }))
  await app.server.load('shop', { events: [...events, ...linked], identities })
})
afterAll(() => app.close())

const ask = (name: string, steps: string): Promise<FunnelAnswer> =>
  app.ask('funnel', {
    from: new Date(START).toISOString(),
    to: new Date(START + 100_000).toISOString(),
    window: 10,
    steps: steps.split(' ').map(event => ({ event })),
    where: { case: name },
  })

test.each(CASES.map(([title, events, steps, expected], i) => ({ title, events, steps, expected, i })))(
  '$title: $events',
  async ({ steps, expected, i }) => {
    const answer = await ask(String(i), steps)
    expect(answer.steps.map(step => step.users)).toEqual(expected.users)
    if (expected.seconds) expect(answer.steps.map(step => step.mean_s)).toEqual(expected.seconds)
  },
)

test('two devices of one user are one person', async () => {
  const answer = await ask('linked', 'a b')
  expect(answer.steps.map(step => step.users)).toEqual([1, 1])
})

test('a user whose window is still open is immature', async () => {
  expect((await ask('12', 'a b')).quality.immature).toBe(1)
  expect((await ask('0', 'a b')).quality.immature).toBe(0)
})
