import type { Element, GeneralComponent } from 'glass-easel'

type Options = WechatMiniprogram.CreateIntersectionObserverOption
type Callback = WechatMiniprogram.IntersectionObserverObserveCallback

/** The engine's component behind what the app knows as a page or component. */
export const componentOf = (instance: object): GeneralComponent => (instance as { _$: GeneralComponent })._$

/**
 * `createIntersectionObserver` of a page or component. Needs a view: without one nothing is ever seen. The first answer
 * comes only if the ratio is not `initialRatio` and reaches a threshold, as WeChat says.
 */
export const observeSights = (
  instance: object,
  { thresholds = [0], initialRatio = 0, observeAll = false }: Options = {},
): WechatMiniprogram.IntersectionObserver => {
  const root = componentOf(instance).getShadowRoot()
  let relative: Element | null = null
  let margin = '0px'
  let stops: (() => void)[] = []
  const within = (element: Element | null, margins: WechatMiniprogram.Margins = {}): void => {
    const { top = 0, right = 0, bottom = 0, left = 0 } = margins
    relative = element
    margin = `${top}px ${right}px ${bottom}px ${left}px`
  }
  let answers: { place: number; tell: () => void }[] = []
  /** The browser tells what happened in one frame in no order; a page gets it in that of its elements. */
  const answer = (place: number, tell: () => void): void => {
    if (answers.push({ place, tell }) > 1) return
    setTimeout(() => {
      const now = answers.sort((a, b) => a.place - b.place)
      answers = []
      for (const one of now) one.tell()
    })
  }
  const watch = (element: Element, place: number, callback: Callback): void => {
    let first = true
    const observer = element.createIntersectionObserver(relative, margin, thresholds, status => {
      const { intersectionRatio: ratio } = status
      const counts = !first || (ratio !== initialRatio && thresholds.some(threshold => ratio >= threshold))
      first = false
      const { id, dataset = {} } = element
      if (counts) answer(place, () => callback({ ...status, id, dataset } as never))
    })
    if (observer) stops.push(() => observer.disconnect())
  }
  const observer: WechatMiniprogram.IntersectionObserver = {
    relativeTo: (selector, margins) => {
      within(root?.querySelector(selector) ?? null, margins)
      return observer
    },
    relativeToViewport: margins => {
      within(null, margins)
      return observer
    },
    observe: (selector, callback) => {
      if (typeof IntersectionObserver === 'undefined' || !root) return
      const found = root.querySelectorAll(selector)
      for (const [place, element] of (observeAll ? found : found.slice(0, 1)).entries()) watch(element, place, callback)
    },
    disconnect: () => {
      for (const stop of stops) stop()
      stops = []
      answers = []
    },
  }
  return observer
}
