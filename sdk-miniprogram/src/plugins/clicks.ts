import type { Plugin } from '@maidian/sdk-core'
import type { Mini } from '../mini.ts'
import { nameOf, type Part, propsOf } from './part.ts'

type TapEvent = { type: string; timeStamp?: number; currentTarget?: Part; target?: Part }

const TAP = /^(tap|longpress|longtap)$/

const isTap = (event: unknown): event is TapEvent =>
  typeof event === 'object' && event !== null && TAP.test((event as TapEvent).type)

/**
 * `$click` for every tap that a handler of the app answers, once however many handlers it reaches. An element is called
 * by `data-md`, else its id, else the handler; `data-md-props` adds properties, `data-md-ignore` keeps it out.
 */
export const clicks =
  () =>
  ({ hooks }: Mini): Plugin => {
    let last: number | undefined
    return {
      name: 'clicks',
      setup: tracker => {
        hooks.onHandler(({ name, args }) => {
          // Frameworks hand the event over anywhere among the arguments.
          const event = args.find(isTap)
          const part = event?.currentTarget ?? event?.target
          if (!event || !part) return
          // The same tap on its way up the tree.
          if (event.timeStamp !== undefined && event.timeStamp === last) return
          last = event.timeStamp
          if (part.dataset?.mdIgnore !== undefined) return
          tracker.track('$click', { ...propsOf(part), element: nameOf(part, name) })
        })
      },
    }
  }
