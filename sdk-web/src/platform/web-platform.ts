import { leaseLock, type Platform } from '@maidian/sdk-core'
import { VERSION } from '../version.ts'
import { createClock } from './clock.ts'
import { createContext } from './context.ts'
import { createLifecycle } from './lifecycle.ts'
import { createLock } from './lock.ts'
import { createStorage } from './storage.ts'
import { createTransport } from './transport.ts'

/** The browser as the core sees it. Needs a page: call it only where there is a `document`. */
export const createWebPlatform = (): Platform => {
  const storage = createStorage()
  const clock = createClock()
  const context = createContext()
  const lease = leaseLock({ facts: storage, clock, owner: context.random(8).join('') })
  return {
    sdk: `web/${VERSION}`,
    facts: storage,
    storage,
    lock: createLock(lease),
    transport: createTransport(),
    lifecycle: createLifecycle(),
    context,
    clock,
  }
}
