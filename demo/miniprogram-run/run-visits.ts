import { join } from 'node:path'
import type { LiveEvent } from '@maidian/schemas'
import { hostInJsdom } from '@maidian/sdk-miniprogram/testing/component-host'
import { followLive } from './follow-live.ts'
import { handsOn } from './hands.ts'
import type { RunningMaidian } from './maidian.ts'
import { ENTRIES, FROM_A_FRIEND, PHONES } from './phones.ts'
import { createRandom, pick } from './random.ts'
import { visitsOf } from './visits.ts'

/** What became of a visit. */
export type Told = { says: string; events: LiveEvent[] }

const APP = join(import.meta.dirname, '../miniprogram')

/**
 * Walks through the mini-program as so many visitors would, one after the other, each on a phone of their own. Yields a visit
 * once all its events are in the store of `maidian`.
 */
export async function* runVisits(
  maidian: RunningMaidian,
  { visits, seed, debug }: { visits: number; seed: number; debug: string },
): AsyncGenerator<Told> {
  const random = createRandom(seed)
  const config = `module.exports = ${JSON.stringify({ url: maidian.url, debug })}`
  const live = await followLive(maidian, debug)
  let card: string | undefined
  try {
    for (const { says, make } of visitsOf(random, visits)) {
      const entry = card === undefined ? pick(random, ENTRIES) : { url: card, scene: FROM_A_FRIEND }
      const app = await hostInJsdom(APP, { files: { 'config.js': config }, device: pick(random, PHONES), entry })
      try {
        const left = await make(handsOn(app), random)
        await app.hide()
        // The last event of a visit.
        const events = await live.next(arrived => arrived.some(({ name }) => name === '$app_hide'))
        const [error] = await app.errors()
        if (error) throw new Error(`the mini-program failed: ${error}`)
        yield { says: card === undefined ? says : `comes by a friend's card and ${says}`, events }
        card = left.card
      } finally {
        await app.close()
      }
    }
  } finally {
    live.close()
  }
}
