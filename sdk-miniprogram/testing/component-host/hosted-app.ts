import type { Device } from '../fake-wx/device.ts'
import type { Entry } from '../fake-wx/entry.ts'
import type { ApiName, Defect } from '../fake-wx/wx-api.ts'
import { type CompiledApp, compileApp } from './app-folder.ts'
import type { Engine, EngineOptions } from './engine.ts'

/** A window with an engine in it, wherever it is. */
export type EngineWindow = {
  /** Calls a method of the engine; throws what it throws. */
  call<Name extends keyof Engine>(
    name: Name,
    ...args: Parameters<Engine[Name]>
  ): Promise<Awaited<ReturnType<Engine[Name]>>>
  /** Touches the element as a user does. */
  tap(selector: string): Promise<void>
  close(): Promise<void>
}

export type OpenWindow = (compiled: CompiledApp, options: EngineOptions) => Promise<EngineWindow>

export type HostOptions = {
  /** Further files by path, in place of what the folder has: `{'maidian.wx.js': …}`. */
  files?: Record<string, string>
  entry?: Entry
  device?: Partial<Device>
  defects?: Partial<Record<ApiName, Defect>>
}

type Driven = {
  [Name in Exclude<keyof Engine, 'stored' | 'click'>]: (
    ...args: Parameters<Engine[Name]>
  ) => Promise<Awaited<ReturnType<Engine[Name]>>>
}

/** A mini-program in the component host, driven from outside. */
export type HostedApp = Driven & {
  /** Taps what the selector names on the page in view; `#id` is the id in the template. */
  tap(selector: string): Promise<void>
  /** Memory is lost, what was stored stays. */
  kill(): Promise<void>
  /** Starts anew, the running process being killed. */
  coldStart(entry?: Entry): Promise<void>
  close(): Promise<void>
}

const DRIVEN = [
  'navigateTo',
  'redirectTo',
  'switchTab',
  'reLaunch',
  'back',
  'tapTab',
  'input',
  'hide',
  'show',
  'share',
  'callHook',
  'cards',
  'setNetwork',
  'setReach',
  'routes',
  'data',
  'text',
  'title',
  'errors',
  'refused',
] as const satisfies readonly (keyof Driven)[]

/** The engine writes a prefix before each id. */
const inDocument = (selector: string): string => selector.replace(/#([\w-]+)/g, '[id$="--$1"]')

/** Runs the mini-program in `folder` in windows that `openWindow` opens, one for each process. */
export const hostApp = async (
  openWindow: OpenWindow,
  folder: string,
  options: HostOptions = {},
): Promise<HostedApp> => {
  const compiled = compileApp(folder, options.files)
  let stored: [string, string][] = []
  let window: EngineWindow | undefined
  const running = (): EngineWindow => {
    if (!window) throw new Error('The process is gone: coldStart() first.')
    return window
  }
  const open = async (entry: Entry = {}): Promise<void> => {
    window = await openWindow(compiled, { entry, stored, device: options.device ?? {}, defects: options.defects ?? {} })
  }
  const kill = async (): Promise<void> => {
    if (!window) return
    stored = await window.call('stored')
    await window.close()
    window = undefined
  }
  await open(options.entry)
  const driven = Object.fromEntries(
    DRIVEN.map(name => [name, (...args: unknown[]) => running().call(name, ...(args as never))]),
  ) as unknown as Driven
  return {
    ...driven,
    tap: selector => running().tap(inDocument(selector)),
    input: (selector, value) => running().call('input', inDocument(selector), value),
    kill,
    coldStart: async entry => {
      await kill()
      await open(entry)
    },
    close: kill,
  }
}
