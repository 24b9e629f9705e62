import type { Plugin } from '@maidian/sdk-core'
import { wrap } from '../hooks/wrap.ts'
import type { Mini } from '../mini.ts'
import { nameOf, type Part, propsOf } from './part.ts'

type TapEvent = { type: string; timeStamp?: number; currentTarget?: Part; target?: Part }
type Instance = Record<string, unknown>

const TAP = /^(tap|longpress|longtap)$/

/** What uni-app calls the handlers that it hangs on an instance when it draws. */
const DRAWN = /^e\d+/

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
        const called = (name: string, args: unknown[]): void => {
          // Frameworks hand the event over anywhere among the arguments.
          const event = args.find(isTap)
          const part = event?.currentTarget ?? event?.target
          if (!event || !part) return
          // The same tap on its way up the tree.
          if (event.timeStamp !== undefined && event.timeStamp === last) return
          last = event.timeStamp
          if (part.dataset?.mdIgnore !== undefined) return
          tracker.track('$click', { ...propsOf(part), element: nameOf(part, name) })
        }
        const watch = (holder: Instance, name: string): void =>
          wrap(holder, name, { before: (_, args) => called(name, args) })
        const seen = new WeakSet<object>()
        /** The handlers that have come to an instance since it was drawn last. */
        const watchDrawn = (self: Instance): void => {
          for (const name of Object.keys(self)) {
            const handler = self[name]
            if (!DRAWN.test(name) || typeof handler !== 'function' || seen.has(handler)) continue
            watch(self, name)
            seen.add(self[name] as object)
          }
        }
        hooks.onMake(({ kind, options, methods }) => {
          for (const name of Object.keys(methods)) watch(methods, name)
          if (kind !== 'Component') return
          // A component has one of the two: adding the other would take its place.
          const lifetimes = options.lifetimes as Instance | undefined
          const attached = {
            before: (self: unknown) =>
              wrap(self as Instance, 'setData', { before: () => watchDrawn(self as Instance) }),
          }
          wrap(lifetimes?.attached ? lifetimes : options, 'attached', attached, true)
        })
      },
    }
  }
