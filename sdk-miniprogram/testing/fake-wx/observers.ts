/** An intersection that a test makes happen: what came into view, and how much of it (0…1). */
export type Sight = { ratio: number; id?: string; dataset?: Record<string, unknown> }

/** Intersection observers without a view: a test says what is seen. */
export type Observers = {
  create: WechatMiniprogram.Wx['createIntersectionObserver']
  /** Tells all that observe `selector`. */
  see(selector: string, sight: Sight): void
}

const box = { left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 }

export const createObservers = (now: () => number): Observers => {
  type Callback = (result: WechatMiniprogram.IntersectionObserverObserveCallbackResult) => void
  let open: { owner: object; selector: string; callback: Callback }[] = []
  return {
    create: () => {
      const owner = {}
      const observer: WechatMiniprogram.IntersectionObserver = {
        relativeTo: () => observer,
        relativeToViewport: () => observer,
        observe: (selector, callback) => void open.push({ owner, selector, callback }),
        disconnect: () => {
          open = open.filter(other => other.owner !== owner)
        },
      }
      return observer
    },
    see: (selector, { ratio, id = '', dataset = {} }) => {
      const result = {
        intersectionRatio: ratio,
        id,
        dataset,
        time: now(),
        boundingClientRect: box,
        intersectionRect: box,
        relativeRect: box,
      }
      for (const one of open.filter(other => other.selector === selector)) one.callback(result)
    },
  }
}
