import type { EventRow, IdentityRow } from '@maidian/schemas'
import type { World } from '../oracle/world.ts'
import { testEvent, testId } from './event.ts'
import type { Random } from './random.ts'

/**
 * A few people of one case: some devices linked to a user, some events with the user on them. Every event carries
 * `props.case`, by which a question's `where` asks about one case of many that were loaded at once.
 */
export type CaseMaker = { event: (over: Partial<EventRow>) => void; devices: string[]; world: World }

let serial = 0

export const caseMaker = (name: string, random: Random): CaseMaker => {
  const world: World = { events: [], identities: [] }
  const devices = ['a', 'b', 'c', 'd'].slice(0, 1 + random.below(4)).map(device => `${name}-${device}`)
  const link = (device: string): IdentityRow => ({
    device,
    user: `${name}-u${random.below(2)}`,
    ts: random.below(1000),
    event_id: testId(serial++),
  })
  for (const device of devices) if (random.once(3)) world.identities.push(link(device), link(device))
  const event = (over: Partial<EventRow>): void => {
    const n = serial++
    world.events.push(
      testEvent(n, {
        device: random.pick(devices),
        user: random.once(5) ? `${name}-u${random.below(2)}` : '',
        // The log's order has nothing to do with the order in time.
        log_offset: random.below(1000) * 1_000_000 + n,
        bot: random.once(25),
        env: random.once(25) ? 'test' : 'prod',
        verdict: random.once(10) ? 'flagged' : 'accepted',
        ...over,
        props: { case: name, ...over.props },
      }),
    )
  }
  return { event, devices, world }
}
