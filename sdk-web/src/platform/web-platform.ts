import type { Platform } from '@maidian/sdk-core'
import { VERSION } from '../version.ts'
import { clock } from './clock.ts'
import { createContext } from './context.ts'
import { lifecycle } from './lifecycle.ts'
import { lock } from './lock.ts'
import { storage } from './storage.ts'
import { createTransport } from './transport.ts'

/** The browser as the core sees it. Needs a page: call it only where there is a `document`. */
export const createWebPlatform = (): Platform => ({
  sdk: `web/${VERSION}`,
  storage,
  lock,
  transport: createTransport(),
  lifecycle,
  context: createContext(),
  clock,
})
