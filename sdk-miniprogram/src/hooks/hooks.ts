import { type Kind, type Prepare, watchConstructors } from './constructors.ts'
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

/** What a page, component or behavior is being made of: `methods` are those of its options that it has itself. */
export type Definition = { kind: Kind; options: Record<string, unknown>; methods: Record<string, unknown> }

export type Hooks = {
  /** `onHide` and `onUnload` are told after the page's own, the others before it. */
  on(moment: PageMoment | PageOffer, listener: (page: PageInstance, args: unknown[]) => void): void
  /** Changes what a page answers: the last word on a share card. Undefined leaves it. */
  onAnswer(offer: PageOffer, change: (page: PageInstance, args: unknown[], answer: unknown) => unknown): void
  /** Told before anything is wrapped: what it changes in options and methods is used. */
  onMake(listener: (definition: Definition) => void): void
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

const isPage = (self: unknown): self is PageInstance =>
  !!self && !!((self as PageInstance).route ?? (self as PageInstance).__route__)

/** The object itself, or a copy where it is frozen. */
const changeable = (object: Record<string, unknown> = {}): Record<string, unknown> =>
  Object.isExtensible(object) ? object : { ...object }

/** Comes between the app and its host: everything that is made after this call is seen. */
export const installHooks = (): Hooks => {
  const listeners = new Map<string, ((page: PageInstance, args: unknown[]) => void)[]>()
  const changes = new Map<string, (page: PageInstance, args: unknown[], answer: unknown) => unknown>()
  const makers: ((definition: Definition) => void)[] = []

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

  const prepare: Prepare = (kind, given) => {
    const options = changeable(given)
    if (kind !== 'Page') options.methods = changeable(options.methods as Record<string, unknown>)
    // A component can be a page: its hooks are among its methods.
    const methods = (kind === 'Page' ? options : options.methods) as Record<string, unknown>
    for (const listener of makers) listener({ kind, options, methods })
    if (kind !== 'Behavior') {
      for (const name of BEFORE) wrap(methods, name, { before: tell(name) }, true)
      for (const name of AFTER) wrap(methods, name, { after: tell(name) }, true)
      for (const name of OFFERS) wrap(methods, name, besideOf(name), name === 'onTabItemTap')
    }
    return options
  }
  watchConstructors(prepare)

  return {
    on: (moment, listener) => void listeners.set(moment, [...(listeners.get(moment) ?? []), listener]),
    onAnswer: (offer, change) => void changes.set(offer, change),
    onMake: listener => void makers.push(listener),
  }
}
