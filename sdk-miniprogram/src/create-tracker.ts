import {
  attempt,
  createClient,
  createInertTracker,
  createReport,
  type EventMap,
  messageOf,
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

const start = <Events extends EventMap<Events>>(
  host: Host,
  { plugins = [], singlePage, ...config }: MiniConfig,
): Tracker<Events> => {
  let entrance: Entrance = attempt(() => host.launch()) ?? {}
  if (entrance.scene === SINGLE_PAGE && !singlePage) return createInertTracker<Events>()
  const report = createReport(config.onError)
  const hooks = installHooks()
  const mini: Mini = { host, hooks, pages: followPages(hooks, entrance), entrance: () => entrance }
  host.onShow(shown => {
    entrance = { ...entrance, ...shown }
  })
  const made = plugins.flatMap((plugin): Plugin | [] => {
    try {
      return typeof plugin === 'function' ? plugin(mini) : plugin
    } catch (cause) {
      report('plugin', messageOf(cause), cause)
      return []
    }
  })
  const app = { ...attempt(() => host.app()), ...config.app }
  const whole = { maxQueueEvents: MOST_EVENTS, ...config, plugins: made, app }
  return createClient<Events>(whole, () => createPlatform(mini))
}

/**
 * A tracker for this mini-program; never throws, and does nothing where there is no such host, as in an app that is built
 * for pages, too. Make it at the top of `app.js`, before anything calls `App`, `Page` or `Component`: what was made
 * earlier is not seen by plugins.
 */
export const createTrackerOn = <Events extends EventMap<Events> = Record<string, Props>>(
  hostHere: () => Host,
  config: MiniConfig,
): Tracker<Events> => {
  try {
    return start<Events>(hostHere(), config)
  } catch (cause) {
    createReport(config?.onError)('config', messageOf(cause), cause)
    return createInertTracker<Events>()
  }
}
