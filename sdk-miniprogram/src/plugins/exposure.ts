import type { Plugin } from '@maidian/sdk-core'
import type { PageInstance } from '../hooks/hooks.ts'
import type { Mini } from '../mini.ts'
import { nameOf, type Part, propsOf } from './part.ts'

export type ExposureOptions = {
  /** Which elements; `>>>` reaches into components. Default `.md-exposure`. */
  selector?: string
  /** The share of an element that has to be in view, 0 to 1. Default 0.5. */
  ratio?: number
  /** For how long, in ms. Default 500. */
  dwellMs?: number
  /** Whether the same element of a page counts again each time it comes into view. Default false: once a page. */
  repeated?: boolean
}

/** One element's time in view, in ms since 1970. */
type Seen = { part: Part; since: number; ratio: number }
type Watched = { end(): void; inView: Map<string, Seen>; sent: Set<string> }

/** What was drawn may still change in the same moment, in ms. */
const SETTLE_MS = 200

/**
 * `$exposure` when an element that was in view long enough leaves it, or its page does. Elements are told apart by
 * `data-md`, else their id, and by `data-md-props`. What a page draws later is looked for after its `setData`.
 */
export const exposure =
  ({ selector = '.md-exposure', ratio = 0.5, dwellMs = 500, repeated = false }: ExposureOptions = {}) =>
  ({ host, hooks }: Mini): Plugin => ({
    name: 'exposure',
    setup: tracker => {
      const pages = new Map<PageInstance, Watched>()

      const left = ({ inView, sent }: Watched, key: string): void => {
        const seen = inView.get(key)
        if (!seen) return
        inView.delete(key)
        const duration = Date.now() - seen.since
        if (duration < dwellMs || (!repeated && sent.has(key))) return
        sent.add(key)
        const { part } = seen
        const element = nameOf(part, selector)
        tracker.track('$exposure', { ...propsOf(part), element, duration_ms: duration, ratio: seen.ratio })
      }
      const leaveAll = (page: PageInstance): void => {
        const watched = pages.get(page)
        for (const key of [...(watched?.inView.keys() ?? [])]) left(watched as Watched, key)
      }
      const watch = (page: PageInstance): void => {
        const before = pages.get(page)
        before?.end()
        const watched: Watched = { inView: before?.inView ?? new Map(), sent: before?.sent ?? new Set(), end: () => {} }
        pages.set(page, watched)
        watched.end = host.observe(page, selector, ratio, (part, shown) => {
          const key = `${nameOf(part, selector)} ${JSON.stringify(propsOf(part))}`
          if (shown < ratio || shown === 0) return left(watched, key)
          if (!watched.inView.has(key)) watched.inView.set(key, { part, since: Date.now(), ratio: shown })
        })
      }
      const watchLater = (page: PageInstance): void => {
        setTimeout(() => {
          if (pages.has(page)) watch(page)
        }, SETTLE_MS)
      }

      hooks.on('onReady', page => {
        watch(page)
        const { setData } = page as { setData?: (...args: unknown[]) => unknown }
        if (!setData) return
        let waiting = false
        Object.assign(page, {
          setData: (...args: unknown[]) => {
            if (!waiting) watchLater(page)
            waiting = true
            setTimeout(() => {
              waiting = false
            }, SETTLE_MS)
            return setData.apply(page, args)
          },
        })
      })
      hooks.on('onShow', page => {
        if (pages.has(page)) watch(page)
      })
      hooks.on('onHide', leaveAll)
      hooks.on('onUnload', page => {
        leaveAll(page)
        pages.get(page)?.end()
        pages.delete(page)
      })
    },
  })
