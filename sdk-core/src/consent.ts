import type { Facts } from './platform.ts'

/**
 * - `granted`: events are kept and sent
 * - `pending`: calls wait in memory; nothing is stored, read or sent, and there is no id
 * - `denied`: calls are forgotten
 */
export type Consent = 'pending' | 'granted' | 'denied'

/** Calls that may wait for consent. */
const MOST_HELD = 1000

/** Where the choice is kept; what erases the rest leaves it. */
export const CONSENT_KEY = 'consent'

export type ConsentGate = {
  granted(): boolean
  /**
   * The visitor's choice. It persists, except `pending`, which takes an earlier choice back. `granted` runs once it is
   * granted, before what waited.
   */
  choose(state: Consent, granted: () => void): void
  /** Runs `call` now, later or never; false where that is because too many wait already. */
  pass(call: () => void): boolean
}

/** The visitor's choice, once made, is stronger than `initial`, with which the page is configured. */
export const createConsentGate = (facts: Facts, initial: Consent = 'granted'): ConsentGate => {
  let held: (() => void)[] = []
  const state = (): Consent => (facts.get(CONSENT_KEY) as Consent | null) ?? initial
  return {
    granted: () => state() === 'granted',
    choose: (choice, granted) => {
      if (choice === 'pending') return facts.remove(CONSENT_KEY)
      facts.set(CONSENT_KEY, choice)
      const calls = held
      held = []
      if (choice === 'denied') return
      granted()
      for (const call of calls) call()
    },
    pass: call => {
      const now = state()
      if (now === 'granted') call()
      if (now !== 'pending') return true
      return held.length < MOST_HELD && held.push(call) > 0
    },
  }
}
