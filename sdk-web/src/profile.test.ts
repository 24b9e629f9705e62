import { expect, test } from 'vitest'
import { withProfile } from './profile.ts'

test('each operation is an event of its own, and the tracker is the same one', () => {
  const sent: unknown[] = []
  const tracker = { track: (event: unknown) => void sent.push(event) }
  const whole = withProfile(tracker)
  whole.profile.set({ level: 'gold' })
  whole.profile.setOnce({ first_shop: 'a' })
  whole.profile.add({ points: 10 })
  whole.profile.append({ tags: ['tea'] })
  whole.profile.unset('level', 'tags')
  expect(whole).toBe(tracker)
  expect(sent).toEqual(
    [
      ['set', { level: 'gold' }],
      ['set_once', { first_shop: 'a' }],
      ['add', { points: 10 }],
      ['append', { tags: ['tea'] }],
      ['unset', { level: true, tags: true }],
    ].map(([name, properties]) => ({ event: `$profile_${name}`, props: { properties } })),
  )
})
