import { type Kind, watchConstructors } from './constructors.ts'
import { type Beside, wrap } from './wrap.ts'

/** A page as the host made it, whether by `Page` or by `Component`. */
export type PageInstance = { route?: string; __route__?: string; options?: Record<string, unknown> }

export type PageMoment = 'onLoad' | 'onShow' | 'onReady' | 'onHide' | 'onUnload'
/** Only of pages that have them: the host offers sharing and the like where a page says so. */
export type PageOffer =
  | 'onShareAppMessage'
  | 'onShareTimeline'
  | 'onAddToFavorites'
  | 'onPullDownRefresh'
  | 'onTabItemTap'

/** Any other function of a page, component or behavior. */
export type Handler = { name: string; self: unknown; args: unknown[] }

export type Hooks = {
  /** `onHide` and `onUnload` are told after the page's own, the others before it. */
  on(moment: PageMoment | PageOffer, listener: (page: PageInstance, args: unknown[]) => void): void
  /** Changes what a page answers: the last word on a share card. Undefined leaves it. */
  onAnswer(offer: PageOffer, change: (page: PageInstance, args: unknown[], answer: unknown) => unknown): void
  onHandler(listener: (handler: Handler) => void): void
}

const BEFORE: PageMoment[] = ['onLoad', 'onShow', 'onReady']
const AFTER: PageMoment[] = ['onHide', 'onUnload']
const OFFERS: PageOffer[] = [
  'onShareAppMessage',
  'onShareTimeline',
  'onAddToFavorites',
  'onPullDownRefresh',
  'onTabItemTap',
]
/** Called by the host or by frameworks for reasons of their own, some of them often. */
const NO_HANDLER = /^(on(PageScroll|ReachBottom|Resize|RouteDone|Init|SaveExitState)|data|render|setData)$/

const isPage = (self: unknown): self is PageInstance =>
  !!self && !!((self as PageInstance).route ?? (self as PageInstance).__route__)

/** Comes between the app and its host: everything that is made after this call is seen. */
export const installHooks = (): Hooks => {
  const listeners = new Map<string, ((page: PageInstance, args: unknown[]) => void)[]>()
  const changes = new Map<string, (page: PageInstance, args: unknown[], answer: unknown) => unknown>()
  const handlers: ((handler: Handler) => void)[] = []

  const tell =
    (name: string) =>
    (self: unknown, args: unknown[]): void => {
      // A component may have methods of these names.
      if (isPage(self)) for (const listener of listeners.get(name) ?? []) listener(self, args)
    }
  const besideOf = (name: string): Beside => ({
    before: tell(name),
    result: (self, args, answer) => (isPage(self) ? changes.get(name)?.(self, args, answer) : undefined),
  })

  const prepare = (kind: Kind, options: Record<string, unknown>): void => {
    if (kind !== 'Page') {
      try {
        options.methods ??= {}
      } catch {
        return
      }
    }
    // A component can be a page: its hooks are among its methods.
    const methods = (kind === 'Page' ? options : options.methods) as Record<string, unknown>
    for (const name of Object.keys(methods)) {
      if ([...BEFORE, ...AFTER, ...OFFERS].includes(name as PageMoment) || NO_HANDLER.test(name)) continue
      wrap(methods, name, {
        before: (self, args) => {
          for (const listener of handlers) listener({ name, self, args })
        },
      })
    }
    if (kind === 'Behavior') return
    for (const name of BEFORE) wrap(methods, name, { before: tell(name) }, true)
    for (const name of AFTER) wrap(methods, name, { after: tell(name) }, true)
    for (const name of OFFERS) wrap(methods, name, besideOf(name), name === 'onTabItemTap')
  }
  watchConstructors(prepare)

  return {
    on: (moment, listener) => void listeners.set(moment, [...(listeners.get(moment) ?? []), listener]),
    onAnswer: (offer, change) => void changes.set(offer, change),
    onHandler: listener => void handlers.push(listener),
  }
}
