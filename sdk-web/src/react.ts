import type { EventMap, PlannedEvent, Props, Tracker } from '@maidian/sdk-core'
import { createInertTracker } from '@maidian/sdk-core'
import {
  cloneElement,
  createContext,
  createElement,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  type Ref,
  useCallback,
  useContext,
  useEffect,
  useRef,
  version,
} from 'react'

const TrackerContext = createContext<Tracker>(createInertTracker())

/** Gives the tracker to all below. */
export const TrackerProvider = <Events extends EventMap<Events> = Record<string, Props>>({
  tracker,
  children,
}: {
  tracker: Tracker<Events>
  children?: ReactNode
}): ReactElement => createElement(TrackerContext.Provider, { value: tracker as unknown as Tracker }, children)

/** The provider's tracker, typed by the plan; without a provider one that does nothing. */
export const useTracker = <Events extends EventMap<Events> = Record<string, Props>>(): Tracker<Events> =>
  useContext(TrackerContext) as unknown as Tracker<Events>

export type TrackClickProps = {
  /** A name, or what the plan's generated functions return. */
  event: string | PlannedEvent
  props?: object
  /** One element; a component has to pass `onClick` on. */
  children: ReactElement<{ onClick?: (event: MouseEvent) => void }>
}

const call = (event: string | PlannedEvent, props?: object): PlannedEvent =>
  typeof event === 'string' ? { event, props } : event

/** Tracks a click on its only child, whose own `onClick` is called as before. */
export const TrackClick = ({ event, props, children }: TrackClickProps): ReactElement => {
  const tracker = useTracker()
  return cloneElement(children, {
    onClick: click => {
      tracker.track(call(event, props))
      children.props.onClick?.(click)
    },
  })
}

type Watched = {
  props?: object
  /** The share that has to be in view, 0…1: of the element, or of the viewport where the element is larger. Default 0.5. */
  ratio?: number
  /** How long, in ms and without a break. Default 500. */
  minMs?: number
  /** One element; a component has to pass `ref` on. */
  children: ReactElement<{ ref?: Ref<Element> }>
}

export type ExposureProps = Watched &
  (
    | { /** A name, or what the plan's generated functions return. */ event: string | PlannedEvent; name?: undefined }
    | { /** Sends `$exposure {element: name, duration_ms, ratio}`. */ name: string; event?: undefined }
  )

/** React 19 made it a property. */
const refOf = (child: Watched['children']): Ref<Element> | undefined =>
  Number.parseInt(version, 10) < 19 ? (child as unknown as { ref?: Ref<Element> }).ref : child.props.ref

/** Tracks once when its only child was long enough in view. Adds no element. */
export const Exposure = ({ event, name, props, ratio = 0.5, minMs = 500, children }: ExposureProps): ReactElement => {
  const tracker = useTracker()
  const element = useRef<Element | null>(null)
  const own = refOf(children)
  const attach = useCallback(
    (node: Element | null) => {
      element.current = node
      if (typeof own === 'function') return own(node)
      if (own) own.current = node
    },
    [own],
  )
  const latest = useRef({ event, props })
  useEffect(() => {
    latest.current = { event, props }
  })
  // Of a generated event the object is new at each rendering: what counts is its name.
  const key = name ?? call(event ?? '').event
  useEffect(() => {
    const node = element.current
    if (!node || typeof IntersectionObserver === 'undefined') return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let since = 0
    let best = 0
    const end = (): void => {
      clearTimeout(timer)
      timer = undefined
      best = 0
    }
    const observer = new IntersectionObserver(
      entries => {
        for (const { boundingClientRect: whole, intersectionRect: part } of entries) {
          const share =
            (part.width * part.height) / Math.min(whole.width, innerWidth) / Math.min(whole.height, innerHeight)
          // Boxes end between pixels, and an empty element is nothing to see: 0/0 is never enough.
          if (!(share >= ratio * 0.99)) end()
          else {
            best = Math.max(best, share)
            since = timer ? since : performance.now()
            timer ??= setTimeout(sent, minMs)
          }
        }
      },
      // Dense where little is in view: of an element that is many viewports tall, a screenful is little.
      { threshold: [...Array(51).keys()].map(i => (i * i) / 2500).concat(ratio * 0.99) },
    )
    /** A hidden page is not seen; what is in view when it returns is told anew. */
    const look = (): void => {
      end()
      observer.disconnect()
      if (document.visibilityState !== 'hidden') observer.observe(node)
    }
    const stop = (): void => {
      end()
      observer.disconnect()
      document.removeEventListener('visibilitychange', look)
    }
    const sent = (): void => {
      const { event, props } = latest.current
      const seen = {
        element: key,
        duration_ms: Math.round(performance.now() - since),
        ratio: +best.toFixed(2),
        ...props,
      }
      stop()
      tracker.track(event === undefined ? { event: '$exposure', props: seen } : call(event, props))
    }
    document.addEventListener('visibilitychange', look)
    look()
    return stop
  }, [tracker, key, ratio, minMs])
  return cloneElement(children, { ref: attach })
}
