import type { Browser } from 'playwright-core'
import { sendOverHttp } from '../fake-wx/send-over-http.ts'
import type { Engine, RemoteSend, startEngine } from './engine.ts'
import { engineScript } from './engine-script.ts'
import type { OpenWindow } from './hosted-app.ts'

/** What the page's global object holds. */
type Scope = { Engine: { startEngine: typeof startEngine }; engine: Engine; sendOverHttp: RemoteSend }

const STYLE = `
  html, body { margin: 0; height: 100% }
  view, scroll-view, swiper, swiper-item, button, navigator, image, input, form { display: block }
  button { padding: 10px; min-height: 20px; border: 1px solid }
`

/**
 * A window on a phone's screen in `browser`, with a finger. Requests leave through Node, so that they look as WeChat's
 * do: a browser would add an Origin and ask first.
 */
export const openChromiumWindow =
  (browser: Browser): OpenWindow =>
  async (compiled, options) => {
    const context = await browser.newContext({ viewport: { width: 390, height: 700 }, hasTouch: true })
    const page = await context.newPage()
    const end = new AbortController()
    const send: RemoteSend = ({ body, ...request }) =>
      sendOverHttp({ ...request, body: Array.isArray(body) ? Uint8Array.from(body) : body }, end.signal)
    await page.exposeFunction('sendOverHttp', send)
    await page.addStyleTag({ content: STYLE })
    await page.addScriptTag({ content: await engineScript() })
    await page.evaluate(
      ([compiled, options]) => {
        const scope = globalThis as unknown as Scope
        scope.engine = scope.Engine.startEngine(compiled, options, scope.sendOverHttp)
      },
      [compiled, options] as const,
    )
    const call = (name: keyof Engine, ...args: unknown[]): Promise<never> =>
      page.evaluate(
        ([name, args]) => {
          const { engine } = globalThis as unknown as Scope
          return (engine[name] as (...args: unknown[]) => never)(...args)
        },
        [name, args] as const,
      )
    return {
      call: call as never,
      tap: selector => page.locator(`[data-page]:not([hidden])`).locator(selector).first().tap({ timeout: 5_000 }),
      close: async () => {
        end.abort()
        await context.close()
      },
    }
  }
