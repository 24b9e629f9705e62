import type { Tracker } from '@maidian/sdk-core'

/** What is known of the user, else of the device. Property names are those of the plan's `profile/`. */
export type Profile = {
  set(properties: object): void
  /** Only those that have no value yet. */
  setOnce(properties: object): void
  /** Adds numbers. */
  add(numbers: Record<string, number>): void
  /** Adds to lists. */
  append(lists: Record<string, unknown>): void
  unset(...names: string[]): void
}

/** Adds `profile` to a tracker and returns it. */
export const withProfile = <T extends Pick<Tracker, 'track'>>(tracker: T): T & { profile: Profile } => {
  const send =
    (event: string) =>
    (properties: object): void =>
      tracker.track({ event: `$profile_${event}`, props: { properties } })
  return Object.assign(tracker, {
    profile: {
      set: send('set'),
      setOnce: send('set_once'),
      add: send('add'),
      append: send('append'),
      unset: (...names: string[]) => send('unset')(Object.fromEntries(names.map(name => [name, true]))),
    },
  })
}
