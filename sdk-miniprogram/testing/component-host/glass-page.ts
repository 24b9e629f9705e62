import type { AssociatedBackend, CodeSpace } from 'glass-easel-miniprogram-adapter'
import type { Address } from '../fake-wx/entry.ts'
import type { PageHandle } from '../fake-wx/page-stack.ts'
import type { Thread } from '../fake-wx/thread.ts'
import { observeSights } from './sights.ts'

type Instance = Record<string, unknown>

/** A component at the root of its own element of the document. */
type Mounted = {
  instance: Instance
  attach(): void
  call(lifetime: string): void
  element: HTMLElement
  remove(): void
}

/** Makes the component at `path` under `parent`; `query` becomes its properties. */
const mount = (backend: AssociatedBackend, space: CodeSpace, path: string, parent: HTMLElement): Mounted => {
  const element = document.createElement('div')
  const placeholder = document.createElement('div')
  element.append(placeholder)
  parent.append(element)
  const root = backend.createRoot('body', space, `/${path}`)
  const instance = root.get() as unknown as Instance
  instance.createIntersectionObserver = (options?: object) => observeSights(instance, options)
  return {
    instance,
    element,
    attach: () => root.attach(element as never, placeholder as never),
    call: name => {
      if (name === 'show' || name === 'hide') root.getComponent().triggerPageLifetime(name, [])
      else root.getComponent().triggerLifetime(name, [])
    },
    remove: () => {
      root.release()
      element.remove()
    },
  }
}

/** A page that the component engine renders. `tabBar`: the custom one, of which each tab page has its own. */
export const createGlassPage = (
  engine: { backend: AssociatedBackend; space: CodeSpace; tabBar?: string | undefined },
  { path, query }: Address,
  thread: Thread,
): PageHandle => {
  const { backend, space } = engine
  const page = mount(backend, space, path, document.body)
  const bar = engine.tabBar ? mount(backend, space, engine.tabBar, page.element) : undefined
  const { instance } = page
  page.element.dataset.page = path
  page.element.hidden = true
  Object.assign(instance, { route: path, __route__: path, options: query, getTabBar: () => bar?.instance })
  const has = (hook: string): boolean => typeof instance[hook] === 'function'
  const call = (hook: string, ...args: unknown[]): unknown =>
    has(hook) ? thread.call(() => (instance[hook] as (...args: unknown[]) => unknown)(...args)) : undefined
  return {
    path,
    query,
    instance,
    has,
    call,
    load: () => {
      page.attach()
      bar?.attach()
      call('onLoad', { ...query })
    },
    show: () => {
      // Not when a page is hidden: one that went to the background with the app is still in view.
      for (const other of document.querySelectorAll<HTMLElement>('[data-page]')) other.hidden = other !== page.element
      page.call('show')
      call('onShow')
    },
    ready: () => {
      page.call('ready')
      call('onReady')
    },
    hide: () => {
      page.call('hide')
      call('onHide')
    },
    unload: () => {
      call('onUnload')
      page.remove()
    },
  }
}
