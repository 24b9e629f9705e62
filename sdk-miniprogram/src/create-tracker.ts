import {
  createClient,
  createInertTracker,
  type EventMap,
  type Plugin,
  type Props,
  type Tracker,
  type TrackerConfig,
} from '@maidian/sdk-core'
import { installHooks } from './hooks/hooks.ts'
import type { Entrance, Host } from './host.ts'
import type { Mini, MiniPlugin } from './mini.ts'
import { followPages } from './pages.ts'
import { createPlatform } from './platform.ts'

export type MiniConfig = Omit<TrackerConfig, 'plugins'> & {
  plugins?: MiniPlugin[]
  /** Also tracks in WeChat's single-page mode (朋友圈, scene 1154), which has a storage and so a device of its own. Default false. */
  singlePage?: boolean
}

const SINGLE_PAGE = 1154

/** A host's storage holds 10 MB in all, which the app shares, and lists its keys less quickly than a page's. */
const MOST_EVENTS = 5000

/**
 * A tracker for this mini-program; never throws. Make it at the top of `app.js`, before anything calls `App`, `Page` or
 * `Component`: what was made earlier is not seen by plugins.
 */
export const createTrackerOn = <Events extends EventMap<Events> = Record<string, Props>>(
  host: Host,
  { plugins = [], singlePage, ...config }: MiniConfig,
): Tracker<Events> => {
  let entrance: Entrance = {}
  const attempt = (run: () => void): void => {
    try {
      run()
    } catch (cause) {
      config.onError?.({ code: 'config', message: String(cause), cause })
    }
  }
  attempt(() => {
    entrance = host.launch()
  })
  if (entrance.scene === SINGLE_PAGE && !singlePage) return createInertTracker<Events>()
  let app = config.app
  attempt(() => {
    app = { ...host.app(), ...config.app }
  })
  const hooks = installHooks()
  const mini: Mini = { host, hooks, pages: followPages(hooks, entrance), entrance: () => entrance }
  attempt(() =>
    host.onShow(shown => {
      entrance = { ...entrance, ...shown }
    }),
  )
  const made: Plugin[] = []
  for (const plugin of plugins) attempt(() => void made.push(typeof plugin === 'function' ? plugin(mini) : plugin))
  const whole: TrackerConfig = { maxQueueEvents: MOST_EVENTS, ...config, plugins: made, ...(app && { app }) }
  return createClient<Events>(whole, () => createPlatform(mini))
}
