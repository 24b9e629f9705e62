import type { Lock } from '@maidian/sdk-core'

/** `navigator.locks`, which pages outside secure contexts lack and sandboxed frames may not use: those go without. */
export const lock: Lock = async (name, task) => {
  let running: Promise<void> | undefined
  const begin = (): Promise<void> => {
    running ??= task()
    return running
  }
  await navigator.locks?.request(name, begin).catch(() => {})
  return begin()
}
