import { type AppInstance, createAppInstance } from './app-instance.ts'
import { apiError, asyncApi } from './async-api.ts'
import { createDeviceApi, type Device } from './device.ts'
import { type Address, addressOf, type Entry, launchOptionsOf } from './entry.ts'
import { createInterfaceApi } from './interface-api.ts'
import { createListeners } from './listeners.ts'
import { createNetwork, type NetworkOptions, type Reach } from './network.ts'
import { createPageStack, type PageHandle, type PageStack, type UnloadOrder } from './page-stack.ts'
import type { Send } from './send.ts'
import { createStorageApi, type Stored } from './storage.ts'
import { createThread, type Thread } from './thread.ts'
import type { Time } from './time.ts'
import { type ApiName, breakApis, type Defect, type FakeWx } from './wx-api.ts'

export type NetworkType = WechatMiniprogram.GetNetworkTypeSuccessCallbackResult['networkType']

/** What a process finds around it and does not own. */
export type Surroundings = {
  time: Time
  send: Send
  stored: Stored
  storageRefuses: (key: string) => boolean
  device: Device
  network: NetworkOptions
  reach: () => Reach
  networkType: () => NetworkType
  defects: Partial<Record<ApiName, Defect>>
  /** Paths of all pages, the home page first, without leading slashes; `tabs` are some of them. */
  pages: readonly string[]
  tabs: readonly string[]
  unloadOrder: UnloadOrder
  /** Whether `App()` itself calls onLaunch, or it comes once all scripts have run; the base library is not known. */
  launch: 'in App()' | 'after all scripts'
  /** What was thrown into the host. */
  report: (error: unknown) => void
  /** Urls that are not on this machine; none of them is asked. */
  refused: (url: string) => void
}

export type Card = { title?: string; path?: string; imageUrl?: string; query?: string }

/** A running mini-program: its globals, and what user and system do with it. */
export type Process = {
  thread: Thread
  stack: PageStack
  wx: FakeWx
  app: AppInstance
  /** The scripts have run: App and first page come alive, unless they already have. */
  start(): void
  hide(): void
  show(entry?: Entry): void
  kill(): void
  /** Also lets go of requests that are on their way. */
  close(): void
  tellNetwork(type: NetworkType): void
  /** Requests that may be answered at once. */
  underway(): number
  title(): string
  tapTab(path: string): void
  /** The user shares from the menu or from a button: the card as the other side gets it. */
  share(from?: 'menu' | 'button', target?: object): Promise<Card>
}

type To = { url: string }

const SUSPENDED_AFTER = 5_000
const DESTROYED_AFTER = 30 * 60_000
const CARD_WAIT = 3_000

const textOf = (error: unknown): string =>
  error instanceof Error ? `MiniProgramError\n${error.message}\n${error.stack}` : `MiniProgramError\n${String(error)}`

export const createProcess = (
  around: Surroundings,
  entry: Entry,
  engine: {
    open: (address: Address, thread: Thread) => PageHandle
    createIntersectionObserver: FakeWx['createIntersectionObserver']
  },
): Process => {
  const { time } = around
  const thread: Thread = createThread(time, error => {
    around.report(error)
    app.call('onError', textOf(error))
    errors.fire({ message: textOf(error) } as never)
  })
  const appShow = createListeners<WechatMiniprogram.LaunchOptionsApp>(thread)
  const appHide = createListeners<void>(thread)
  const networkChange = createListeners<WechatMiniprogram.OnNetworkStatusChangeListenerResult>(thread)
  const errors = createListeners<never>(thread)
  const rejections = createListeners<WechatMiniprogram.OnUnhandledRejectionListenerResult>(thread)
  const notFound = createListeners<WechatMiniprogram.OnPageNotFoundListenerResult>(thread)

  const home = around.pages[0] ?? ''
  const launchOptions = launchOptionsOf(entry, home)
  let enterOptions = launchOptions
  let launched = false
  let inBackground = false
  let cancelSuspension = (): void => {}
  let cancelDestruction = (): void => {}
  const titles = new Map<object, string>()

  const launch = (): void => {
    if (launched) return
    launched = true
    app.call('onLaunch', launchOptions)
    app.call('onShow', launchOptions)
    appShow.fire(launchOptions)
  }
  const app = createAppInstance(thread, () => around.launch === 'in App()' && launch())
  const stack = createPageStack({ ...around, open: address => engine.open(address, thread) })
  const network = createNetwork({
    ...around,
    thread,
    appId: around.device.account.miniProgram.appId,
    options: around.network,
  })

  const navigation = <Option extends object>(name: string, go: (option: Option) => void) =>
    asyncApi<Option, object>(thread, name, option => {
      go(option)
      return {}
    })
  const wx: FakeWx = breakApis(
    {
      ...createStorageApi(thread, around.stored, around.storageRefuses),
      ...createDeviceApi(thread, around.device),
      request: network.request,
      getNetworkType: asyncApi(thread, 'getNetworkType', () => ({
        networkType: around.networkType(),
        hasSystemProxy: false,
        signalStrength: 4,
        weakNet: false,
      })),
      onNetworkStatusChange: networkChange.on,
      offNetworkStatusChange: listener => networkChange.off(listener as never),
      onAppShow: appShow.on as never,
      offAppShow: listener => appShow.off(listener as never),
      onAppHide: appHide.on as never,
      offAppHide: listener => appHide.off(listener as never),
      onError: errors.on as never,
      offError: errors.off as never,
      onUnhandledRejection: rejections.on,
      offUnhandledRejection: listener => rejections.off(listener as never),
      onPageNotFound: notFound.on,
      offPageNotFound: listener => notFound.off(listener as never),
      getLaunchOptionsSync: () => launchOptions,
      getEnterOptionsSync: () => enterOptions,
      getRandomValues: asyncApi<{ length: number }, { randomValues: ArrayBuffer }>(
        thread,
        'getRandomValues',
        ({ length }) => ({
          randomValues: crypto.getRandomValues(new Uint8Array(length)).buffer,
        }),
      ),
      createIntersectionObserver: engine.createIntersectionObserver,
      setNavigationBarTitle: asyncApi<{ title: string }, object>(thread, 'setNavigationBarTitle', ({ title }) => {
        const page = stack.current()
        if (page) titles.set(page.instance, title)
        return {}
      }),
      navigateTo: navigation<To>('navigateTo', ({ url }) => stack.navigateTo(url)),
      redirectTo: navigation<To>('redirectTo', ({ url }) => stack.redirectTo(url)),
      switchTab: navigation<To>('switchTab', ({ url }) => stack.switchTab(url)),
      reLaunch: navigation<To>('reLaunch', ({ url }) => stack.reLaunch(url)),
      navigateBack: navigation<{ delta?: number }>('navigateBack', ({ delta }) => stack.navigateBack(delta)),
      ...createInterfaceApi(thread, () => stack.isTab(stack.current()?.path ?? '')),
      nextTick: callback => void Promise.resolve().then(() => thread.post(callback)),
      canIUse: schema => (schema.split('.')[0] as string) in wx,
    },
    around.defects,
  )

  const openAt = ({ path, query }: WechatMiniprogram.LaunchOptionsApp, url: string, isEntryPage: boolean): void => {
    if (around.pages.includes(path)) stack.reLaunch(url)
    else {
      const result = { path, query, isEntryPage }
      app.call('onPageNotFound', result)
      notFound.fire(result as never)
    }
  }
  const awaken = (): void => {
    cancelSuspension()
    cancelDestruction()
    inBackground = false
    network.toForeground()
    thread.resume()
  }
  const kill = (): void => {
    cancelSuspension()
    cancelDestruction()
    // What was on its way may well arrive; nobody is there for the answer.
    thread.kill()
  }

  return {
    thread,
    stack,
    wx,
    app,
    start: () => {
      launch()
      openAt(launchOptions, entry.url ?? `/${home}`, true)
    },
    hide: () => {
      if (inBackground) return
      inBackground = true
      stack.current()?.hide()
      app.call('onHide')
      appHide.fire()
      network.toBackground()
      cancelSuspension = time.after(SUSPENDED_AFTER, () => {
        network.interrupt()
        thread.suspend()
      })
      cancelDestruction = time.after(DESTROYED_AFTER, kill)
    },
    show: (again = {}) => {
      if (!thread.alive()) throw new Error('The process is gone: only a cold start brings the mini-program back.')
      awaken()
      enterOptions = launchOptionsOf(again, stack.current()?.path ?? home)
      app.call('onShow', enterOptions)
      appShow.fire(enterOptions)
      const page = stack.current()
      const target = addressOf(again.url ?? '')
      const stays =
        !again.url || (page?.path === target.path && JSON.stringify(page.query) === JSON.stringify(target.query))
      if (stays) page?.show()
      else openAt(enterOptions, again.url as string, false)
    },
    kill,
    close: () => {
      kill()
      network.close()
    },
    tellNetwork: networkType => networkChange.fire({ isConnected: networkType !== 'none', networkType }),
    underway: network.underway,
    title: () => titles.get(stack.current()?.instance ?? {}) ?? '',
    tapTab: path => {
      stack.switchTab(`/${path}`)
      const item = { index: String(around.tabs.indexOf(path)), pagePath: path, text: path }
      stack.current()?.call('onTabItemTap', item)
    },
    share: async (from = 'menu', target) => {
      const page = stack.current()
      if (!page?.has('onShareAppMessage')) throw apiError('this page cannot be shared')
      const fallback = { title: '', path: page.path }
      type Answer = Card & { promise?: Promise<Card> }
      const answer = page.call('onShareAppMessage', { from, target, webViewUrl: undefined })
      const { promise, ...card } = ((await answer) ?? {}) as Answer
      const late = new Promise<Card>(resolve => time.after(CARD_WAIT, () => resolve({})))
      return { ...fallback, ...card, ...(promise ? await Promise.race([promise, late]) : {}) }
    },
  }
}
