import type { Thread } from './thread.ts'

/** The `onX`/`offX` pair of an event of `wx`, and how the host fires it. */
export type Listeners<Event> = {
  on(listener: (event: Event) => void): void
  /** Without a listener: all of them, as WeChat does. */
  off(listener?: (event: Event) => void): void
  fire(event: Event): void
}

export const createListeners = <Event>(thread: Thread): Listeners<Event> => {
  let listeners: ((event: Event) => void)[] = []
  return {
    on: listener => void listeners.push(listener),
    off: listener => {
      listeners = listener ? listeners.filter(other => other !== listener) : []
    },
    fire: event => {
      for (const listener of [...listeners]) thread.post(() => listener(event))
    },
  }
}
