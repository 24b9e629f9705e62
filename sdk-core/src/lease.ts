import { withMemory } from './facts.ts'
import type { Clock, Facts, Lock } from './platform.ts'

/** After this long without renewal the holder counts as dead, in ms. */
const TTL = 10_000
/** Two tabs may take a free lease at once: the one whose name stands after this long, in ms, has it. */
const SETTLE = 40

/**
 * A lock out of shared storage, for hosts without one: pages outside secure contexts have no
 * `navigator.locks`. Storage has no compare-and-swap, so two may in rare cases hold it; then events are
 * sent twice, and known by their ids.
 */
export const leaseLock = (options: { facts: Facts; clock: Clock; owner: string }): Lock => {
  const { clock, owner } = options
  const facts = withMemory(options.facts)
  return async (name, task) => {
    const holder = (): string => {
      const [who = '', until] = (facts.get(name) ?? '').split('|')
      const left = Number(until) - clock.now()
      return left > 0 && left <= TTL ? who : ''
    }
    const take = (): void => facts.set(name, `${owner}|${clock.now() + TTL}`)

    if (holder()) return false
    take()
    await new Promise<void>(resolve => clock.after(SETTLE, resolve))
    if (holder() !== owner) return false
    let cancel = (): void => {}
    const renew = (): void => {
      cancel = clock.after(TTL / 3, () => {
        take()
        renew()
      })
    }
    renew()
    try {
      await task()
    } finally {
      cancel()
      if (holder() === owner) facts.remove(name)
    }
    return true
  }
}
