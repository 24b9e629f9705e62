import type { Facts } from './platform.ts'

/**
 * - `granted`: events are kept and sent
 * - `pending`: calls wait in memory; nothing is stored, read or sent, and there is no id
 * - `denied`: calls are forgotten
 */
export type Consent = 'pending' | 'granted' | 'denied'

/** Calls that may wait for consent. */
const MOST_HELD = 1000

export type ConsentGate = {
  state(): Consent
  /**
   * The visitor's choice. It persists, except `pending`, which takes an earlier choice back. `granted` runs once it is
   * granted, before what waited.
   */
  choose(state: Consent, granted: () => void): void
  /** Runs `call` now, later or never. */
  pass(call: () => void): void
}

/** The visitor's choice, once made, is stronger than what the page is configured with. */
export const createConsentGate = (options: {
  facts: Facts
  key: string
  initial: Consent
  /** A call more than may wait. */
  full: () => void
}): ConsentGate => {
  const { facts, key, initial, full } = options
  let held: (() => void)[] = []
  const state = (): Consent => (facts.get(key) as Consent | null) ?? initial
  return {
    state,
    choose: (choice, granted) => {
      if (choice === 'pending') facts.remove(key)
      else facts.set(key, choice)
      const calls = held
      if (choice !== 'pending') held = []
      if (choice !== 'granted') return
      granted()
      for (const call of calls) call()
    },
    pass: call => {
      const now = state()
      if (now === 'granted') call()
      else if (now === 'pending' && held.push(call) > MOST_HELD) {
        held.pop()
        full()
      }
    },
  }
}
