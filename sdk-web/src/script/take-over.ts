import { createClient, type Platform, type Plugin, type TrackerConfig } from '@maidian/sdk-core'
import { createWebPlatform } from '../platform/web-platform.ts'

/** A call that the snippet kept: name, arguments, ms since 1970, address and title at the call. */
type Waiting = [name: string, args: unknown[], time: number, url: string, title: string]

/** What `maidian.init` of the snippet takes: `use` names plugins, each with its options. */
export type ScriptConfig = TrackerConfig & { use?: Record<string, object | undefined> }

/** Plugins by name, as `use` says them. */
export type Factories = Record<string, (options: never) => Plugin>

type Stub = { q?: Waiting[] } & Record<string, unknown>

const pluginsOf = ({ plugins = [], use = {} }: ScriptConfig, factories: Factories): Plugin[] => [
  ...plugins,
  ...Object.entries(use).flatMap(([name, options]) => factories[name]?.(options as never) ?? []),
]

/** A platform whose clock and page are those of the call that is being replayed. */
const replaying = (platform: Platform, now: () => Waiting | undefined): Platform => {
  const { clock, context } = platform
  return {
    ...platform,
    clock: { ...clock, now: () => now()?.[2] ?? clock.now() },
    context: {
      ...context,
      capture: () => {
        const [, , , url, title] = now() ?? []
        return url === undefined ? context.capture() : { ...context.capture(), url, title }
      },
    },
  }
}

/**
 * Puts a tracker in the place of the snippet's `window.maidian` and makes the calls that waited, as of when they were
 * made. Later calls of `init` start nothing. Does nothing on a page without the snippet.
 */
export const takeOver = (factories: Factories): void => {
  if (typeof window === 'undefined') return
  const stub = (window as unknown as { maidian?: Stub }).maidian
  if (!stub?.q) return
  const { q } = stub
  let replayed: Waiting | undefined
  const init = (config: ScriptConfig): void => {
    const platform = (): Platform => replaying(createWebPlatform(), () => replayed)
    const tracker = createClient({ ...config, plugins: pluginsOf(config, factories) }, platform)
    for (replayed of q.splice(0)) {
      const [name, args] = replayed
      ;(tracker as unknown as Record<string, ((...args: unknown[]) => void) | undefined>)[name]?.(...args)
    }
    replayed = undefined
    Object.assign(stub, tracker, { init: () => {} })
  }
  replayed = q.find(([name]) => name === 'init')
  if (replayed) init(replayed[1][0] as ScriptConfig)
  else stub.init = init
}
