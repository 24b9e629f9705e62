import {
  addGlobalErrorListener,
  addGlobalWarningListener,
  CurrentWindowBackendContext,
  type Element,
  Event as EngineEvent,
  type GeneralComponent,
} from 'glass-easel'
import { MiniProgramEnv } from 'glass-easel-miniprogram-adapter'
import { type Device, PHONE } from '../fake-wx/device.ts'
import type { Entry } from '../fake-wx/entry.ts'
import type { Reach } from '../fake-wx/network.ts'
import { type Card, createProcess, type NetworkType } from '../fake-wx/process.ts'
import type { HttpAnswer, HttpRequest } from '../fake-wx/send.ts'
import { realTime } from '../fake-wx/time.ts'
import { createTimeGlobals } from '../fake-wx/timers.ts'
import type { ApiName, Defect } from '../fake-wx/wx-api.ts'
import type { CompiledApp } from './app-folder.ts'
import { builtInAround, defineBuiltIns } from './built-in-components.ts'
import { createGlassPage } from './glass-page.ts'
import { createModules } from './modules.ts'
import { createRegistry } from './registry.ts'
import { componentOf, observeSights } from './sights.ts'

export type EngineOptions = {
  entry: Entry
  /** What earlier processes stored. */
  stored: [string, string][]
  device: Partial<Device>
  defects: Partial<Record<ApiName, Defect>>
}

/** The running mini-program as its driver sees it: JSON in, JSON out. */
export type Engine = {
  navigateTo(url: string): void
  redirectTo(url: string): void
  switchTab(url: string): void
  reLaunch(url: string): void
  back(delta?: number): void
  tapTab(path: string): void
  /** Taps as a mouse would; where there is a real finger, use that. */
  click(selector: string): void
  input(selector: string, value: string): void
  hide(): void
  show(entry?: Entry): void
  share(): Promise<Card>
  /** Calls a hook of the page in view, if it has it. */
  callHook(hook: string, argument?: unknown): unknown
  /** Cards that were shared by a button. */
  cards(): Card[]
  setNetwork(type: NetworkType): void
  setReach(reach: Reach): void
  /** The paths on the stack, the page in view last. */
  routes(): string[]
  data(): unknown
  text(): string
  title(): string
  stored(): [string, string][]
  errors(): string[]
  refused(): string[]
}

/** Body and answer as JSON. */
export type RemoteSend = (
  request: Omit<HttpRequest, 'body'> & { body: string | number[] | null },
) => Promise<HttpAnswer>

const subPackagesOf = ({ subPackages, subpackages }: CompiledApp['config']): string[][] =>
  (subPackages ?? subpackages ?? []).map(({ root, pages }) => pages.map(page => `${root.replace(/\/$/, '')}/${page}`))

/** Starts the mini-program in this window. */
export const startEngine = (compiled: CompiledApp, options: EngineOptions, remoteSend: RemoteSend): Engine => {
  const { config } = compiled
  const time = realTime()
  const stored = new Map(options.stored)
  const errors: string[] = []
  const refused: string[] = []
  const cards: Card[] = []
  let networkType: NetworkType = 'wifi'
  let reach: Reach = 'up'
  const subPackages = subPackagesOf(config)
  const pages = [...config.pages, ...subPackages.flat()]

  addGlobalErrorListener(error => {
    errors.push(String(error))
    return false
  })
  addGlobalWarningListener(() => false)
  const env = new MiniProgramEnv()
  const globalSpace = env.getGlobalCodeSpace()
  const space = env.createCodeSpace('app', true)
  defineBuiltIns(space.getComponentSpace())
  // Ids are how a test finds elements; frameworks put their handlers on the instance.
  for (const one of [globalSpace, space]) {
    one.getComponentSpace().updateComponentOptions({ writeIdToDOM: true, useMethodCallerListeners: true })
  }
  const templates = new Function(`return ${compiled.templates}`)() as Record<string, unknown>
  for (const [path, content] of Object.entries(templates)) {
    space.addCompiledTemplate(path, { groupList: templates, content } as never)
  }
  const context = new CurrentWindowBackendContext()
  const backend = env.associateBackend(context)
  const tabBar = config.tabBar?.custom ? 'custom-tab-bar/index' : undefined
  const tabs = (config.tabBar?.list ?? []).map(({ pagePath }) => pagePath)

  const process = createProcess(
    {
      time,
      send: ({ body, ...request }) => remoteSend({ ...request, body: body instanceof Uint8Array ? [...body] : body }),
      stored,
      storageRefuses: () => false,
      device: { ...PHONE, ...options.device },
      network: { eleventh: 'queues', background: 'first 5 s' },
      reach: () => (networkType === 'none' ? 'down' : reach),
      networkType: () => networkType,
      defects: options.defects,
      pages,
      tabs,
      unloadOrder: 'unload, then pop',
      launch: 'after all scripts',
      report: error => errors.push(String(error)),
      refused: url => refused.push(url),
    },
    options.entry,
    {
      open: (address, thread) => {
        // A subpackage is loaded when somebody first goes there, all of it.
        const own = subPackages.find(one => one.includes(address.path)) ?? [address.path]
        for (const path of own) registry.define(path)
        return createGlassPage(
          { backend, space, tabBar: tabs.includes(address.path) ? tabBar : undefined },
          address,
          thread,
        )
      },
      createIntersectionObserver: (page, more) => observeSights(page, more),
    },
  )
  const { stack, app, wx, thread } = process
  // WeChat's `global` is an object that all files share, and not the one that free names are on.
  const require = createModules(compiled.scripts, { ...createTimeGlobals(thread, time), global: {} })
  const registry = createRegistry(space, compiled, require)

  const guarded = (task: () => void): void => {
    try {
      task()
    } catch (error) {
      errors.push(String(error))
    }
  }
  const share = async (from: 'menu' | 'button', target?: object): Promise<Card> => {
    const card = await process.share(from, target)
    cards.push(card)
    return card
  }
  /** What WeChat's own components do when they are tapped. */
  const tapped = (element: Element): void => {
    const of = (name: string): Record<string, unknown> | undefined => {
      const component = builtInAround(element as GeneralComponent, name)
      return component && { ...component.data, id: component.id, dataset: component.dataset }
    }
    const button = of('button')
    if (button?.openType === 'share') void share('button', { id: button.id, dataset: button.dataset })
    const link = of('navigator')
    if (!link) return
    const go = {
      navigate: stack.navigateTo,
      redirect: stack.redirectTo,
      switchTab: stack.switchTab,
      reLaunch: stack.reLaunch,
    }
    const how = String(link.openType || 'navigate')
    guarded(() =>
      how === 'navigateBack'
        ? stack.navigateBack(Number(link.delta) || 1)
        : go[how as keyof typeof go](String(link.url)),
    )
  }
  context.onEvent((target, type, detail, eventOptions) => {
    const event = new EngineEvent(type, detail, eventOptions)
    EngineEvent.dispatchEvent(target, event)
    if (type === 'tap') tapped(target)
  })

  const shown = (): HTMLElement => {
    const element = [...document.querySelectorAll<HTMLElement>('[data-page]')].find(({ hidden }) => !hidden)
    if (!element) throw new Error('no page is in view')
    return element
  }
  const find = (selector: string): HTMLElement => {
    const element = shown().querySelector<HTMLElement>(selector)
    if (!element) throw new Error(`${selector} is not on ${stack.current()?.path}`)
    return element
  }
  const current = (): Record<string, unknown> => (stack.current()?.instance ?? {}) as Record<string, unknown>

  Object.assign(globalThis, {
    wx,
    App: app.register,
    getApp: app.get,
    getCurrentPages: stack.instances,
    ...registry.globals,
  })
  guarded(() => require('app'))
  for (const path of [...config.pages, ...(tabBar ? [tabBar] : [])]) guarded(() => registry.define(path))
  process.start()

  return {
    ...{
      navigateTo: stack.navigateTo,
      redirectTo: stack.redirectTo,
      switchTab: stack.switchTab,
      reLaunch: stack.reLaunch,
    },
    back: stack.navigateBack,
    tapTab: process.tapTab,
    click: selector => {
      const element = find(selector)
      for (const type of ['mousedown', 'mouseup']) element.dispatchEvent(new MouseEvent(type, { bubbles: true }))
    },
    input: (selector, value) => {
      const element = find(selector) as HTMLElement & { __wxElement?: Element }
      element.__wxElement?.triggerEvent('input', { value }, { bubbles: true, composed: true })
    },
    hide: process.hide,
    show: process.show,
    share: () => share('menu'),
    callHook: (hook, argument) => stack.current()?.call(hook, argument),
    cards: () => cards,
    setNetwork: type => {
      networkType = type
      process.tellNetwork(type)
    },
    setReach: next => {
      reach = next
    },
    routes: () => stack.instances().map(page => String((page as { route: string }).route)),
    data: () => JSON.parse(JSON.stringify(componentOf(current()).data)),
    text: () => shown().textContent ?? '',
    title: () => {
      const own = compiled.parts[stack.current()?.path ?? '']?.navigationBarTitleText
      return process.title() || own || config.window?.navigationBarTitleText || ''
    },
    stored: () => [...stored],
    errors: () => errors,
    refused: () => refused,
  }
}
