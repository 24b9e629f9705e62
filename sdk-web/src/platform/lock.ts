import type { Lock } from '@maidian/sdk-core'

/** `navigator.locks`; `fallback` outside secure contexts, which lack it, and in sandboxed frames, which deny it. */
export const createLock = (fallback: Lock): Lock => {
  const { locks } = navigator
  if (!locks) return fallback
  return async (name, task) => {
    let began = false
    try {
      await locks.request(name, () => {
        began = true
        return task()
      })
      return true
    } catch (cause) {
      if (began) throw cause
      return fallback(name, task)
    }
  }
}
