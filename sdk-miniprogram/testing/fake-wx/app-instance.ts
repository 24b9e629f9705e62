import type { Thread } from './thread.ts'

/** The one `App` of a process. */
export type AppInstance = {
  /** The global `App`. */
  register(options: object): void
  /** The global `getApp`. */
  get(): object
  call(hook: string, ...args: unknown[]): void
}

/** `registered` is told once the app is there. */
export const createAppInstance = (thread: Thread, registered: () => void): AppInstance => {
  const instance: Record<string, unknown> = {}
  return {
    register: options => {
      // Inherited ones too: frameworks pass objects with a prototype of their own.
      for (const name in options) instance[name] = (options as Record<string, unknown>)[name]
      registered()
    },
    get: () => instance,
    call: (hook, ...args) => {
      const own = instance[hook]
      if (typeof own === 'function') thread.call(() => own.apply(instance, args))
    },
  }
}
