import type { PlannedEvent, Tracker } from '@maidian/sdk-core'
import { afterAll, beforeAll, beforeEach, expect, expectTypeOf, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../testing/plugin-page.ts'
import { type Profile, withProfile } from './profile.ts'

let sent: PlannedEvent[] = []
beforeEach(() => {
  sent = []
})
const setUp = () => withProfile({ track: (event: PlannedEvent) => void sent.push(event) })

const expected = (...operations: [string, object][]) =>
  operations.map(([name, properties]) => ({ event: `$profile_${name}`, props: { properties } }))

test('each operation is an event of its own, and the tracker is the same one', () => {
  const tracker = { track: (event: PlannedEvent) => void sent.push(event) }
  const { profile } = withProfile(tracker)
  profile.set({ level: 'gold' })
  profile.setOnce({ first_shop: 'a' })
  profile.add({ points: 10 })
  profile.append({ tags: ['tea'] })
  profile.unset('level', 'tags')
  expect(tracker).toHaveProperty('profile', profile)
  expect(sent).toEqual(
    expected(
      ['set', { level: 'gold' }],
      ['set_once', { first_shop: 'a' }],
      ['add', { points: 10 }],
      ['append', { tags: ['tea'] }],
      ['unset', { level: true, tags: true }],
    ),
  )
})

test('one value is appended as a list, and nothing is not; names are unset one by one or as a list', () => {
  const { profile } = setUp()
  profile.append({ tags: 'tea', sizes: [42], none: undefined })
  profile.unset(['level', 'tags'])
  profile.unset('city')
  expect(sent).toEqual(
    expected(
      ['append', { tags: ['tea'], sizes: [42], none: undefined }],
      ['unset', { level: true, tags: true }],
      ['unset', { city: true }],
    ),
  )
})

test('what is no object of properties is ignored, and nothing throws', () => {
  const { profile } = setUp()
  for (const operation of ['set', 'setOnce', 'add', 'append'] as const)
    for (const wrong of [undefined, null, 'name', 3, ['a'], () => {}]) profile[operation](wrong as never)
  expect(sent).toEqual([])
  const hostile = Object.defineProperty({}, 'bad', {
    enumerable: true,
    get: () => {
      throw new Error('hostile')
    },
  })
  for (const operation of ['set', 'setOnce', 'add', 'append'] as const)
    expect(() => profile[operation](hostile)).not.toThrow()
})

test('a tracker that is typed by a plan stays so', () => {
  type Events = { buy: { price: number } }
  const typed = (tracker: Tracker<Events>) => withProfile(tracker)
  expectTypeOf(typed).returns.toEqualTypeOf<Tracker<Events> & { profile: Profile }>()
})

let site: PluginSite
let there: PluginPage
beforeAll(async () => {
  site = await startPluginSite({
    script: `
import { createTracker } from '../src/index.ts'
import { withProfile } from '../src/profile.ts'
import { withTimers } from '../src/timers.ts'
export const start = config => withTimers(withProfile(createTracker(config)))`,
  })
  there = await site.open()
})
afterAll(async () => {
  await there?.close()
  await site?.close()
})

test('in a page, getters that throw are left out and reported, and timers and profile share one tracker', async () => {
  await there.visit()
  await there.page.evaluate(() => {
    const { tracker } = window as unknown as {
      tracker: { profile: Profile; timer: { start(name: string): void; end(name: string, props: object): void } }
    }
    const hostile = Object.defineProperty({ good: 1 }, 'bad', {
      enumerable: true,
      get: () => {
        throw new Error('hostile')
      },
    })
    tracker.timer.start('video')
    tracker.profile.append({ tags: 'tea' })
    tracker.profile.append(hostile)
    tracker.timer.end('video', hostile)
  })
  const [video] = await there.waitFor('video')
  expect(video?.props).toEqual({ good: 1, duration_ms: expect.any(Number) })
  expect(there.events('$profile_append')[0]?.props).toEqual({ properties: { tags: ['tea'] } })
  expect((await there.problems()).map(({ code }) => code)).toEqual(['property', 'property'])
  expect(await there.exceptions()).toEqual([])
})
