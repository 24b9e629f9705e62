import type { Storage } from '@maidian/sdk-core'

/**
 * localStorage. Looked up at each call: reading the property alone may throw where cookies are blocked, and the core
 * answers a throw by going on in memory.
 */
export const storage: Storage = {
  get: key => localStorage.getItem(key),
  set: (key, value) => localStorage.setItem(key, value),
  remove: key => localStorage.removeItem(key),
  // key(i) in a loop is quadratic in Safari.
  keys: () => Object.keys(localStorage),
}
