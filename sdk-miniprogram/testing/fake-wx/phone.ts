import { type Device, PHONE } from './device.ts'
import type { Entry } from './entry.ts'
import { installGlobals } from './globals.ts'
import type { NetworkOptions, Reach } from './network.ts'
import { createObservers, type Observers, type Sight } from './observers.ts'
import type { UnloadOrder } from './page-stack.ts'
import { createPlainPage, type Definition } from './plain-page.ts'
import { type Card, createProcess, type NetworkType, type Process, type Surroundings } from './process.ts'
import { sendOverHttp } from './send-over-http.ts'
import { createVirtualTime, realTime } from './time.ts'
import { createTimeGlobals } from './timers.ts'
import type { ApiName, Defect } from './wx-api.ts'

/**
 * A mini-program as functions: `app` is app.js, each page calls `Page(…)` or `Component(…)`. They find `wx`, `App`,
 * `setTimeout` and the like where they expect them: on the global object.
 */
export type Program = {
  app: () => void
  /** By path, the home page first. */
  pages: Record<string, () => void>
  tabs?: readonly string[]
}

export type PhoneOptions = Partial<NetworkOptions> & {
  device?: Partial<Device>
  /** Functions of `wx` that are missing, throw, or never call back. */
  defects?: Partial<Record<ApiName, Defect>>
  unloadOrder?: UnloadOrder
  launch?: Surroundings['launch']
  /** ms since 1970 at which the test begins. */
  start?: number
}

/** What a handler is called with. */
export type Touch = { id?: string; dataset?: Record<string, unknown>; type?: string; detail?: object }

/** A phone with WeChat and one mini-program in it. Time stands still until `pass`; HTTP to this machine is real. */
export type FakePhone = {
  now(): number
  /** Lets `ms` pass, with all that is due; answers of servers on this machine are waited for, without time passing. */
  pass(ms: number): Promise<void>
  /** Waits until nothing is on its way. */
  settle(): Promise<void>
  setClock(now: number): void
  /** What is kept over all processes, as JSON by key. */
  stored: Map<string, string>
  /** Whether a write to this key fails. */
  storageRefuses: (key: string) => boolean
  reach: Reach
  setNetwork(type: NetworkType): void
  /** What was thrown into the host, and urls beyond this machine that somebody asked for. */
  errors: unknown[]
  refused: string[]

  coldStart(entry?: Entry): void
  hide(): void
  /** Back to the foreground, with another `url` on that page. Throws when the process is gone. */
  show(entry?: Entry): void
  /** The system takes the process: memory is lost, storage stays. */
  kill(): void
  running(): boolean

  navigateTo(url: string): void
  redirectTo(url: string): void
  switchTab(url: string): void
  reLaunch(url: string): void
  back(delta?: number): void
  tapTab(path: string): void
  /** The page in view, as `getCurrentPages` gives it. */
  page(): Record<string, unknown>
  title(): string
  /** A tap on an element that has this handler; gives what the handler returned. */
  tap(handler: string, touch?: Touch): unknown
  see(selector: string, sight: Sight): void
  share(from?: 'menu' | 'button', target?: object): Promise<Card>
  /** 朋友圈, 收藏, 下拉刷新, 触底: what the page answers, if it has the function. */
  shareTimeline(): unknown
  addToFavorites(): unknown
  pullDown(): unknown
  reachBottom(): unknown
  /** Ends the mini-program and gives the global object back. */
  close(): void
}

/** Real ms for which a server on this machine is waited for; one that takes longer is taken for silent. */
const PATIENCE = 1_000

export const createFakePhone = (program: Program, options: PhoneOptions = {}): FakePhone => {
  const time = createVirtualTime(options.start ?? 1_790_000_000_000)
  const machine = realTime()
  let process: Process | undefined
  const processes: Process[] = []
  let observers: Observers = createObservers(time.now)
  let uninstall = (): void => {}
  let networkType: NetworkType = 'wifi'
  let silent = 0

  const ticks = async (): Promise<void> => {
    for (let i = 0; i < 200; i++) await Promise.resolve()
  }
  const settle = async (): Promise<void> => {
    await ticks()
    const from = machine.now()
    const underway = (): number => process?.underway() ?? 0
    while (underway() > silent && machine.now() - from < PATIENCE) {
      await new Promise<void>(resolve => machine.after(1, resolve))
      await ticks()
    }
    silent = underway()
  }
  const running = (): Process => {
    if (!process) throw new Error('The mini-program was not started: coldStart() first.')
    return process
  }
  const current = () => {
    const page = running().stack.current()
    if (!page) throw new Error('There is no page.')
    return page
  }

  const coldStart = (entry: Entry = {}): void => {
    phone.kill()
    uninstall()
    silent = 0
    observers = createObservers(time.now)
    const pages = Object.keys(program.pages)
    const definitions = new Map<string, Definition>()
    let defining = ''
    const define = (kind: Definition['kind']) => (given: object) => {
      definitions.set(defining, { kind, options: given as Definition['options'] })
    }
    const made = createProcess(
      {
        time,
        send: sendOverHttp,
        stored: phone.stored,
        storageRefuses: key => phone.storageRefuses(key),
        device: { ...PHONE, ...options.device },
        network: { eleventh: options.eleventh ?? 'queues', background: options.background ?? 'first 5 s' },
        reach: () => (networkType === 'none' ? 'down' : phone.reach),
        networkType: () => networkType,
        defects: options.defects ?? {},
        pages,
        tabs: program.tabs ?? [],
        unloadOrder: options.unloadOrder ?? 'unload, then pop',
        launch: options.launch ?? 'after all scripts',
        report: error => phone.errors.push(error),
        refused: url => phone.refused.push(url),
      },
      entry,
      {
        open: (address, thread) => {
          const definition = definitions.get(address.path) ?? { kind: 'Page', options: {} }
          return createPlainPage(definition, address, thread, observers)
        },
        createIntersectionObserver: (page, more) => observers.create(page, more),
      },
    )
    process = made
    processes.push(made)
    uninstall = installGlobals({
      wx: made.wx,
      App: made.app.register,
      getApp: made.app.get,
      getCurrentPages: made.stack.instances,
      Page: define('Page'),
      Component: define('Component'),
      Behavior: (given: object) => given,
      ...createTimeGlobals(made.thread, time),
    })
    program.app()
    for (const path of pages) {
      defining = path
      program.pages[path]?.()
    }
    made.start()
  }

  const phone: FakePhone = {
    now: time.now,
    pass: ms => time.pass(ms, settle),
    settle,
    setClock: time.setClock,
    stored: new Map(),
    storageRefuses: () => false,
    reach: 'up',
    setNetwork: type => {
      networkType = type
      process?.tellNetwork(type)
    },
    errors: [],
    refused: [],
    coldStart,
    hide: () => running().hide(),
    show: entry => running().show(entry),
    kill: () => process?.kill(),
    running: () => process?.thread.alive() ?? false,
    navigateTo: url => running().stack.navigateTo(url),
    redirectTo: url => running().stack.redirectTo(url),
    switchTab: url => running().stack.switchTab(url),
    reLaunch: url => running().stack.reLaunch(url),
    back: delta => running().stack.navigateBack(delta),
    tapTab: path => running().tapTab(path),
    page: () => current().instance as Record<string, unknown>,
    title: () => running().title(),
    tap: (handler, { id = '', dataset = {}, type = 'tap', detail = {} } = {}) => {
      if (!current().has(handler)) throw new Error(`${current().path} has no ${handler}`)
      const element = { id, dataset, offsetLeft: 0, offsetTop: 0 }
      return current().call(handler, {
        type,
        timeStamp: time.now(),
        target: element,
        currentTarget: element,
        mark: {},
        detail: { x: 0, y: 0, ...detail },
        touches: [],
        changedTouches: [],
      })
    },
    see: (selector, sight) => observers.see(selector, sight),
    share: (from, target) => running().share(from, target),
    shareTimeline: () => current().call('onShareTimeline'),
    addToFavorites: () => current().call('onAddToFavorites', { webviewUrl: undefined }),
    pullDown: () => current().call('onPullDownRefresh'),
    reachBottom: () => current().call('onReachBottom'),
    close: () => {
      for (const one of processes.splice(0)) one.close()
      uninstall()
      uninstall = () => {}
      process = undefined
    },
  }
  return phone
}
