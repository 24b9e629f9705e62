import { apiError } from './async-api.ts'
import { type Address, addressOf, resolveUrl } from './entry.ts'

/** One page on the stack, whatever engine made it. Each method runs its life-cycle functions, in the engine's order. */
export type PageHandle = {
  path: string
  query: Record<string, string>
  /** What `getCurrentPages` gives. */
  instance: object
  load(): void
  show(): void
  ready(): void
  hide(): void
  unload(): void
  has(hook: string): boolean
  call(hook: string, ...args: unknown[]): unknown
}

/** How WeChat leaves a page is not known for certain: while it is still on the stack, or when it no longer is. */
export type UnloadOrder = 'unload, then pop' | 'pop, then unload'

export type PageStack = {
  current(): PageHandle | undefined
  /** What `getCurrentPages` gives. */
  instances(): object[]
  navigateTo(url: string): void
  redirectTo(url: string): void
  switchTab(url: string): void
  reLaunch(url: string): void
  navigateBack(delta?: number): void
  isTab(path: string): boolean
}

const DEPTH = 10

/** The page stack of one process. `pages`, `tabs`: paths without a leading slash. */
export const createPageStack = (app: {
  pages: readonly string[]
  tabs: readonly string[]
  open: (address: Address) => PageHandle
  unloadOrder: UnloadOrder
}): PageStack => {
  let stack: PageHandle[] = []
  /** Tab pages live on while another tab is shown. */
  const tabs = new Map<string, PageHandle>()
  const current = (): PageHandle | undefined => stack.at(-1)
  const isTab = (path: string): boolean => app.tabs.includes(path)

  const addressed = (url: string): Address => {
    const address = addressOf(resolveUrl(url, current()?.path ?? ''))
    if (!app.pages.includes(address.path)) throw apiError(`page "${address.path}" is not found`)
    return address
  }
  const push = (page: PageHandle): void => {
    stack = [...stack, page]
    page.load()
    page.show()
    page.ready()
  }
  const open = (address: Address): void => {
    const page = app.open(address)
    if (isTab(address.path)) tabs.set(address.path, page)
    push(page)
  }
  const drop = (page: PageHandle): void => {
    const pop = (): void => {
      stack = stack.filter(other => other !== page)
    }
    if (app.unloadOrder === 'pop, then unload') pop()
    page.unload()
    pop()
    tabs.delete(page.path)
  }
  const dropFrom = (depth: number): void => {
    for (const page of stack.slice(depth).reverse()) drop(page)
  }
  const noTab = ({ path }: Address): void => {
    if (isTab(path)) throw apiError('can not navigate to a tabbar page')
  }

  return {
    current,
    instances: () => stack.map(({ instance }) => instance),
    isTab,
    navigateTo: url => {
      const address = addressed(url)
      noTab(address)
      if (stack.length >= DEPTH) throw apiError('webview count limit exceed')
      current()?.hide()
      open(address)
    },
    redirectTo: url => {
      const address = addressed(url)
      noTab(address)
      dropFrom(stack.length - 1)
      open(address)
    },
    switchTab: url => {
      const { path } = addressed(url)
      if (!isTab(path)) throw apiError('can not switch to no-tabBar page')
      const shown = current()
      if (shown?.path === path) return
      const leaves = stack.some(page => isTab(page.path)) ? 1 : 0
      // A tab that is covered was hidden when it was covered.
      if (shown && isTab(shown.path)) shown.hide()
      dropFrom(leaves)
      const known = tabs.get(path)
      stack = []
      if (!known) {
        open({ path, query: {} })
        return
      }
      stack = [known]
      known.show()
    },
    reLaunch: url => {
      const address = addressed(url)
      for (const page of tabs.values()) if (!stack.includes(page)) page.unload()
      dropFrom(0)
      tabs.clear()
      open(address)
    },
    navigateBack: (delta = 1) => {
      if (stack.length < 2) throw apiError('cannot navigate back at first page')
      dropFrom(Math.max(1, stack.length - delta))
      current()?.show()
    },
  }
}
