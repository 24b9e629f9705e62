import type { Address } from './entry.ts'
import type { Observers } from './observers.ts'
import type { PageHandle } from './page-stack.ts'
import type { Thread } from './thread.ts'

type Options = Record<string, unknown> & {
  behaviors?: readonly Options[]
  data?: object | (() => object)
  properties?: Record<string, unknown>
  methods?: Record<string, unknown>
  lifetimes?: Record<string, unknown>
  pageLifetimes?: Record<string, unknown>
}

/** What `Page(…)` or `Component(…)` was called with. */
export type Definition = { kind: 'Page' | 'Component'; options: Options }

const withBehaviors = (options: Options): Options[] => [...(options.behaviors ?? []).flatMap(withBehaviors), options]

const functionsOf = (from: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(from).filter(([, value]) => typeof value === 'function'))

const dataOf = ({ data }: Options): object => structuredClone(typeof data === 'function' ? data() : (data ?? {}))

/** A page without a view: its functions run, its templates do not exist. */
export const createPlainPage = (
  { kind, options }: Definition,
  { path, query }: Address,
  thread: Thread,
  observers: Observers,
): PageHandle => {
  const parts = withBehaviors(options)
  const own = kind === 'Page' ? { ...options } : {}
  const methods = Object.assign(
    {},
    ...parts.map(part => ({ ...(part === options && kind === 'Page' ? functionsOf(part) : {}), ...part.methods })),
  ) as Record<string, unknown>
  const instance: Record<string, unknown> = {
    ...own,
    ...methods,
    data: Object.assign({}, ...parts.map(dataOf), kind === 'Component' ? query : {}) as object,
    route: path,
    __route__: path,
    options: query,
    is: path,
    setData: (change: object, done?: () => void) => {
      instance.data = { ...(instance.data as object), ...structuredClone(change) }
      if (done) thread.post(done)
    },
    triggerEvent: () => {},
    createIntersectionObserver: (more: object) => observers.create(instance, more),
  }
  const run = (name: string, part: Record<string, unknown> | undefined): void => {
    const one = part?.[name]
    if (typeof one === 'function') thread.call(() => one.call(instance))
  }
  const lifetime = (name: string): void => {
    for (const part of parts) run(name, typeof part.lifetimes?.[name] === 'function' ? part.lifetimes : part)
  }
  const pageLifetime = (name: string): void => {
    for (const part of parts) run(name, part.pageLifetimes)
  }
  const has = (hook: string): boolean => typeof instance[hook] === 'function'
  const call = (hook: string, ...args: unknown[]): unknown =>
    has(hook) ? thread.call(() => (instance[hook] as (...args: unknown[]) => unknown).apply(instance, args)) : undefined
  return {
    path,
    query,
    instance,
    has,
    call,
    load: () => {
      lifetime('created')
      lifetime('attached')
      call('onLoad', { ...query })
    },
    show: () => {
      pageLifetime('show')
      call('onShow')
    },
    ready: () => {
      lifetime('ready')
      call('onReady')
    },
    hide: () => {
      pageLifetime('hide')
      call('onHide')
    },
    unload: () => {
      call('onUnload')
      lifetime('detached')
    },
  }
}
