import { JSDOM, VirtualConsole } from 'jsdom'
import { sendOverHttp } from '../fake-wx/send-over-http.ts'
import type { Engine, RemoteSend, startEngine } from './engine.ts'
import { engineScript } from './engine-script.ts'
import type { OpenWindow } from './hosted-app.ts'

type Started = { Engine: { startEngine: typeof startEngine } }

/** A window without a layout: quick, and nothing in it is ever seen by an IntersectionObserver. */
export const openJsdomWindow: OpenWindow = async (compiled, options) => {
  const dom = new JSDOM('<!doctype html><body></body>', {
    url: 'http://127.0.0.1/',
    runScripts: 'outside-only',
    pretendToBeVisual: true,
    virtualConsole: new VirtualConsole(),
  })
  const end = new AbortController()
  const send: RemoteSend = ({ body, ...request }) =>
    sendOverHttp({ ...request, body: Array.isArray(body) ? Uint8Array.from(body) : body }, end.signal)
  const window = dom.window as unknown as Started & { eval(script: string): void }
  Object.assign(window, { TextEncoder, structuredClone })
  window.eval(`${await engineScript()};globalThis.Engine = Engine`)
  const engine = window.Engine.startEngine(compiled, options, send)
  const call = async (name: keyof Engine, ...args: unknown[]): Promise<never> =>
    (await (engine[name] as (...args: unknown[]) => unknown)(...args)) as never
  return {
    call: call as never,
    tap: async selector => engine.click(selector),
    close: async () => {
      end.abort()
      dom.window.close()
    },
  }
}
