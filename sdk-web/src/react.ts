import type { EventMap, Props, Tracker } from '@maidian/sdk-core'
import { createInertTracker } from '@maidian/sdk-core'
import {
  cloneElement,
  createContext,
  createElement,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
} from 'react'

const TrackerContext = createContext<Tracker>(createInertTracker())

/** Gives the tracker to all below. */
export const TrackerProvider = ({ tracker, children }: { tracker: Tracker; children?: ReactNode }): ReactElement =>
  createElement(TrackerContext.Provider, { value: tracker }, children)

/** The provider's tracker, typed by the plan; without a provider one that does nothing. */
export const useTracker = <Events extends EventMap<Events> = Record<string, Props>>(): Tracker<Events> =>
  useContext(TrackerContext) as unknown as Tracker<Events>

type Child = ReactElement<{ onClick?: (event: MouseEvent) => void }>

/** Tracks a click on its only child, whose own `onClick` is called as before. */
export const TrackClick = ({
  event,
  props,
  children,
}: {
  event: string
  props?: object
  children: Child
}): ReactElement => {
  const tracker = useTracker()
  return cloneElement(children, {
    onClick: click => {
      tracker.track({ event, props })
      children.props.onClick?.(click)
    },
  })
}

export type ExposureProps = {
  event: string
  props?: object
  /** Share of the element that must be in view, 0 to 1. Default 0.5. */
  ratio?: number
  /** For so long without a break, in ms. Default 500. */
  minMs?: number
  children?: ReactNode
}

/** Tracks the event once when its content was long enough in view. It is a `div` around it. */
export const Exposure = ({ event, props, ratio = 0.5, minMs = 500, children }: ExposureProps): ReactElement => {
  const tracker = useTracker()
  const element = useRef<HTMLDivElement>(null)
  const latest = useRef(props)
  latest.current = props
  useEffect(() => {
    if (!element.current || typeof IntersectionObserver === 'undefined') return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const observer = new IntersectionObserver(
      ([entry]) => {
        clearTimeout(timer)
        if (!entry?.isIntersecting || entry.intersectionRatio < ratio) return
        timer = setTimeout(() => {
          observer.disconnect()
          tracker.track({ event, props: latest.current })
        }, minMs)
      },
      { threshold: ratio },
    )
    observer.observe(element.current)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [tracker, event, ratio, minMs])
  return createElement('div', { ref: element }, children)
}
