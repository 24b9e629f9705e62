import type { PlannedEvent } from './recorder.ts'

/** What is known of the user, else of the device. Property names are those of the plan's `profile/`. */
export type Profile = {
  set(properties: object): void
  /** Only those that have no value yet. */
  setOnce(properties: object): void
  /** Adds numbers. */
  add(numbers: Record<string, number>): void
  /** Adds to lists: more of them, or one value. */
  append(lists: object): void
  unset(...names: (string | readonly string[])[]): void
}

/** Adds `profile` to a tracker and returns it. What is no object of properties is ignored. */
export const withProfile = <T extends { track(event: PlannedEvent): void }>(tracker: T): T & { profile: Profile } => {
  const send =
    (operation: string, change = (properties: object): object => properties) =>
    (properties: object): void => {
      if (typeof properties === 'object' && properties && !Array.isArray(properties))
        tracker.track({ event: `$profile_${operation}`, props: { properties: change(properties) } })
    }
  return Object.assign(tracker, {
    profile: {
      set: send('set'),
      setOnce: send('set_once'),
      add: send('add'),
      append: send('append', lists => {
        try {
          // Null and undefined stay what they are: nothing to add.
          const listOf = (value: unknown): unknown => (value == null || Array.isArray(value) ? value : [value])
          return Object.fromEntries(Object.entries(lists).map(([name, value]) => [name, listOf(value)]))
        } catch {
          // A getter that throws: the tracker leaves it out and says so.
          return lists
        }
      }),
      unset: (...names: (string | readonly string[])[]) =>
        send('unset')(Object.fromEntries(names.flat().map(name => [name, true]))),
    },
  })
}
