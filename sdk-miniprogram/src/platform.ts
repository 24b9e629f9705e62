import type { Context, Platform } from '@maidian/sdk-core'
import type { Mini } from './mini.ts'
import { VERSION } from './version.ts'

/** The zone by its name; some hosts have no Intl. */
const zone = (): string | undefined => {
  try {
    return Intl.DateTimeFormat().resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

/** The mini-program as the core sees it. */
export const createPlatform = ({ host, pages, entrance }: Mini): Platform => {
  let network: string | undefined
  const facts: Context = { ...host.system(), host: host.name, tz: zone() }
  return {
    sdk: `mini/${VERSION}`,
    storage: host.storage,
    // There is one JavaScript thread for an app, and one app.
    lock: (_, task) => task(),
    transport: {
      send: host.request,
      beacon: request => void host.request({ ...request, timeout: 5000 }).catch(() => {}),
    },
    lifecycle: tell => {
      // The host lets requests of the first seconds in the background end: no beacon is needed, answers come.
      host.onHide(() => tell('flush'))
      // Whatever waited for a host that was asleep may go now.
      host.onShow(() => tell('online'))
      host.onNetwork(kind => {
        const isBack = network === 'none' && kind !== 'none'
        network = kind
        if (isBack) tell('online')
      })
    },
    context: {
      capture: () => {
        const { scene } = entrance()
        return { ...facts, ...pages.current(), scene, network }
      },
      // There is no synchronous source of better ones; an id's first half is its time.
      random: bytes => Uint8Array.from({ length: bytes }, () => Math.random() * 256),
    },
    clock: {
      now: () => Date.now(),
      after: (ms, callback) => {
        const timer = setTimeout(callback, ms)
        return () => clearTimeout(timer)
      },
    },
  }
}
