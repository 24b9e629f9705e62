import type { CapturedEvent, Host, Plugin } from '@maidian/sdk-core'
import { safely } from './support/safely.ts'
import { isVisible, onVisibility } from './support/visibility.ts'

export type PageLeaveOptions = {
  /** A shorter stay is not sent, in ms. Default 0. */
  minMs?: number
  /** The most that one stay counts, in ms: machines fall asleep with the page in view. Default 12 hours. */
  maxMs?: number
}

const VIEW = '$page_view'
const LEAVE = '$page_leave'
const NAME = 'page-leave'

/** Why a leave is being sent: another page is viewed, or this one is hidden. */
type Cause = 'view' | 'hide'

/**
 * Sends `$page_leave {duration_ms, scroll_pct}` for each `$page_view`, with its context, when the next one comes or
 * the page is hidden. `duration_ms` is the visible time since the view or the last leave, so that a page which is
 * shown again adds up and nothing counts twice. `scroll_pct` (0…100) is how deep the window has been scrolled; what
 * scrolls inside an element does not count. Belongs behind `pageViews()` in the list of plugins, which would
 * otherwise put the next page into the leave's context.
 */
export const pageLeave = ({ minMs = 0, maxMs = 43_200_000 }: PageLeaveOptions = {}): Plugin => {
  let host: Host | undefined
  let view: CapturedEvent | undefined
  /** When the page came into view, by a clock that nobody sets; undefined: it is hidden, or has sent its leave. */
  let since: number | undefined
  /** The lowest edge that was in view, and the document's height, in CSS pixels. */
  let deepest = 0
  let height = 0
  let leaving: Cause | undefined

  const measure = (): void => {
    deepest = Math.max(deepest, scrollY + innerHeight)
    height = (document.scrollingElement ?? document.documentElement).scrollHeight
  }
  const begin = (): void => {
    if (view && isVisible()) since ??= performance.now()
  }
  /** The numbers come in `enrich`: the call itself may bring a view that was due, and with it the leave before. */
  const leave = (cause: Cause): void => {
    if (since === undefined) return
    const outer = leaving
    leaving = cause
    host?.track(LEAVE)
    leaving = outer
    since = undefined
  }

  return {
    name: NAME,
    calling: name => {
      if (name === VIEW) leave('view')
    },
    enrich: event => {
      if (event.event === VIEW) {
        view = event
        // Where the page before was scrolled to does not count; its content may still be there.
        deepest = innerHeight
        begin()
      } else if (event.event === LEAVE && leaving) {
        if (!view || since === undefined) return null
        const ms = Math.round(Math.min(performance.now() - since, maxMs))
        since = undefined
        if (ms < minMs) return null
        // Once the next page is viewed, document and page properties are that page's.
        if (leaving === 'hide') measure()
        else event.props = { ...view.props }
        event.context = { ...view.context }
        event.props.duration_ms = ms
        event.props.scroll_pct = Math.min(Math.round((deepest / height) * 100) || 0, 100)
      }
      return event
    },
    setup: tracker => {
      host = tracker
      const now = safely(tracker, NAME, measure)
      // After a navigation that is under way: then it is the next page's.
      const later = (): void => void setTimeout(now)
      onVisibility(tracker, NAME, begin, () => leave('hide'))
      addEventListener('scroll', later, { passive: true })
      // What a click or the back button leaves is still there.
      addEventListener('click', now, true)
      addEventListener('popstate', now, true)
      later()
      if (window.ResizeObserver) new ResizeObserver(later).observe(document.documentElement)
    },
  }
}
