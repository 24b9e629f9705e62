import type { Facts, Storage } from '@maidian/sdk-core'

/**
 * localStorage, for facts and queue alike. Looked up at each call: reading the property alone may throw where
 * cookies are blocked, and the core answers a throw by going on in memory.
 */
export const createStorage = (): Facts & Storage => ({
  get: (key: string): string | null => localStorage.getItem(key),
  set: (key: string, value: string): void => localStorage.setItem(key, value),
  remove: (key: string): void => localStorage.removeItem(key),
  // key(i) in a loop is quadratic in Safari.
  keys: (prefix: string): string[] => Object.keys(localStorage).filter(key => key.startsWith(prefix)),
})
