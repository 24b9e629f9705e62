/** What an app calls to make something: `Page({…})`. Its first argument are the options. */
export type Constructor = (options: Record<string, unknown>, ...more: unknown[]) => unknown

export type Kind = 'Page' | 'Component' | 'Behavior'

/** Gives the options that are used, these or others. */
export type Prepare = (kind: Kind, options: Record<string, unknown>) => Record<string, unknown>

const replaced = (kind: Kind, original: unknown, prepare: Prepare): never =>
  // Some hosts hang more on them than the call: `Behavior.trait` and the like stay reachable.
  Object.assign((options: Record<string, unknown>, ...more: unknown[]) => {
    const made = options && typeof options === 'object' ? prepare(kind, options) : options
    return (original as Constructor)(made, ...more)
  }, original) as never

/**
 * Lets `prepare` see the options of every page, component and behavior that is made from here on. Assigned by name,
 * since a mini-program's globals are on no object that all hosts have; missing ones, as within a plugin (小程序插件), are left out.
 */
export const watchConstructors = (prepare: Prepare): void => {
  if (typeof Page === 'function') Page = replaced('Page', Page, prepare)
  if (typeof Component === 'function') Component = replaced('Component', Component, prepare)
  if (typeof Behavior === 'function') Behavior = replaced('Behavior', Behavior, prepare)
}
