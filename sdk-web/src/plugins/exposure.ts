import type { CapturedEvent, Host, Plugin, Props } from '@maidian/sdk-core'
import { IGNORED, nameOf, propsOf } from './support/elements.ts'

export type ExposureOptions = {
  /** What is watched. Default `[data-md-exposure]`; the attribute's value is the element's name. */
  selector?: string
  /** The share that has to be in view, 0…1: of the element, or of the viewport where the element is larger. Default 0.5. */
  ratio?: number
  /** How long, in ms and without a break. Default 500. */
  minMs?: number
  /** Sends each view at its end, with all its time, rather than each element once. Default false. */
  repeat?: boolean
  /** The most elements watched at a time. Default 1000. */
  maxElements?: number
}

type Watched = {
  /** What the markup says; another text is another thing, as in lists that use their elements again. */
  key: string
  props: Props
  /** When this view began and its largest share; 0: it is not in view. */
  since: number
  best: number
  timer?: ReturnType<typeof setTimeout>
}

const VIEW = '$page_view'
const EXPOSURE = '$exposure'
const MARK = 'data-md-exposure'
const NAME = 'exposure'

/** Changes of the page are looked at together, after so many ms. */
const PATIENCE = 100

/**
 * Sends `$exposure {element, duration_ms, ratio}` with the element's `data-md-props` once an element has been in view
 * for long enough, with the context of the page's `$page_view`. Elements may come, go and change their attributes at
 * any time. When the page is hidden or the next page is viewed, time in view begins anew. `ratio` is the largest share
 * that was in view. What is inside shadow roots is not watched. Belongs behind `pageViews()` in the list of plugins.
 */
export const exposure = ({
  selector = `[${MARK}]`,
  ratio = 0.5,
  minMs = 500,
  repeat = false,
  maxElements = 1000,
}: ExposureOptions = {}): Plugin => {
  // Boxes end between pixels: an element wholly in view may be told as 0.998 of itself.
  const least = ratio * 0.99
  const watched = new Map<Element, Watched>()
  const sent = new WeakMap<Element, string>()
  let host: Host | undefined
  let observer: IntersectionObserver
  let page: CapturedEvent | undefined
  /** Whether the page is being left: what is sent meanwhile knows the next one's properties. */
  let leaving: boolean | undefined
  let own: Props

  const end = (element: Element, one: Watched, due?: boolean): void => {
    const { key, props, best, since, timer } = one
    if (!since) return
    clearTimeout(timer)
    one.since = one.best = 0
    const ms = Math.round(performance.now() - since)
    if (!due && ms < minMs) return
    if (!repeat) {
      sent.set(element, key)
      drop(element, one)
    }
    own = { duration_ms: ms, ratio: +best.toFixed(2), ...props }
    host!.track(EXPOSURE, own)
  }
  const drop = (element: Element, one: Watched): void => {
    observer.unobserve(element)
    watched.delete(element)
    end(element, one)
  }
  const seen = (entries: IntersectionObserverEntry[]): void => {
    for (const { target, boundingClientRect: whole, intersectionRect: part } of entries) {
      const one = watched.get(target)
      // An empty element is nothing to see: 0/0 is never enough.
      const share = (part.width * part.height) / Math.min(whole.width, innerWidth) / Math.min(whole.height, innerHeight)
      if (one && share >= least) {
        one.best = Math.max(one.best, share)
        if (!one.since) {
          one.since = performance.now()
          if (!repeat) one.timer = setTimeout(end, minMs, target, one, true)
        }
      } else if (one) end(target, one)
    }
  }
  /** Watches what is there now; `gone`: nothing is to be seen any longer. */
  const look = (gone = document.visibilityState === 'hidden' || !host): void => {
    const found = new Map<Element, string>()
    for (const element of gone ? [] : document.querySelectorAll(selector)) {
      if (!element.closest(IGNORED))
        found.set(element, `${element.getAttribute(MARK)}|${element.getAttribute('data-md-props')}`)
    }
    for (const [element, one] of watched) if (found.get(element) !== one.key) drop(element, one)
    for (const [element, key] of found) {
      if (!watched.has(element) && sent.get(element) !== key && watched.size < maxElements) {
        const props = { element: nameOf(element, element.getAttribute(MARK)), ...propsOf(host!, element) }
        watched.set(element, { key, props, since: 0, best: 0 })
        observer.observe(element)
      }
    }
  }

  return {
    name: NAME,
    calling: name => {
      if (name !== VIEW) return
      leaving = true
      look(true)
      leaving = false
      look()
    },
    enrich: event => {
      if (event.event === VIEW) page = event
      else if (page && event.event === EXPOSURE) {
        event.context = { ...page.context }
        if (leaving) event.props = { ...page.props, ...own }
      }
      return event
    },
    setup: tracker => {
      host = tracker
      // Dense where little is in view: of an element that is many viewports tall, a screenful is little.
      const threshold = [...Array(51).keys()].map(i => (i * i) / 2500).concat(least)
      observer = new IntersectionObserver(seen, { threshold })
      look()
      let due: unknown = 0
      const changed = (): void => {
        due = 0
        try {
          look()
        } catch (cause) {
          tracker.report('plugin', NAME, cause)
        }
      }
      document.addEventListener('visibilitychange', changed)
      addEventListener('pageshow', changed)
      addEventListener('pagehide', () => look(true))
      new MutationObserver(() => {
        if (!due) due = setTimeout(changed, PATIENCE)
      }).observe(document, {
        subtree: true,
        childList: true,
        // Of the selector's words some are attributes; the others are in nobody's way.
        attributeFilter: `${selector} class data-md-props ${IGNORED}`.split(/[^\w-]+/),
      })
    },
  }
}
