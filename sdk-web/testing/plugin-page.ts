import type { WireEvent } from '@maidian/sdk-core'
import { type FakeCollector, startFakeCollector, startSite } from '@maidian/sdk-core/testing/fake-collector'
import { build } from 'esbuild'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { vi } from 'vitest'
import { type ChromiumOptions, launchChromium } from './chromium.ts'

/** A page with a tracker in a real Chromium, and the collector it sends to. */
export type PluginPage = {
  page: Page
  context: BrowserContext
  collector: FakeCollector
  /** The site's origin; every path answers with the page. */
  url: string
  /** Loads a path of the site. */
  visit(path?: string): Promise<void>
  /** The acknowledged events of this name, oldest first, each id once. */
  events(name: string): WireEvent[]
  /** Waits until there are so many events of this name, then gives them. */
  waitFor(name: string, n?: number): Promise<WireEvent[]>
  /** What `onError` was told, and exceptions that reached the page. */
  problems(): Promise<{ code: string; message: string }[]>
  exceptions(): Promise<string[]>
  close(): Promise<void>
}

export type PluginSite = {
  browser: Browser
  open(): Promise<PluginPage>
  close(): Promise<void>
}

const bundle = async (script: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'Page',
    target: 'es2020',
    conditions: ['maidian-source'],
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  return outputFiles[0]?.text ?? ''
}

/**
 * A site whose pages run `script`, a TypeScript module in this folder that exports
 * `start(config: { key, url, onError, flushEveryMs })`; what it returns is `window.tracker`. `body`: the page's markup.
 */
export const startPluginSite = async ({
  script,
  body = '',
  ...chromium
}: { script: string; body?: string } & ChromiumOptions): Promise<PluginSite> => {
  const html = `<!doctype html><html><head><meta charset="utf-8"><title>shop</title><script>
    const exceptions = [], problems = []
    addEventListener('error', event => exceptions.push(event.message))
    addEventListener('unhandledrejection', event => exceptions.push(String(event.reason)))
    </script></head><body>${body}<script src="/page.js"></script><script>
    const url = (() => { try { return document.cookie.match(/collector=([^;]+)/)?.[1] } catch {} })()
    window.tracker = Page.start({ key: 'wk_test', url, flushEveryMs: 50, onError: ({ code, message }) => problems.push({ code, message }) })
    </script></body></html>`
  const site = await startSite(html, { '/page.js': await bundle(script) })
  const { browser, close } = await launchChromium(chromium)
  return {
    browser,
    open: async () => {
      const collector = await startFakeCollector()
      const context = await browser.newContext({ viewport: { width: 800, height: 600 } })
      await context.addCookies([{ name: 'collector', value: collector.url, url: site.url }])
      const page = await context.newPage()
      const events = (name: string): WireEvent[] => {
        const byId = new Map(collector.acknowledged.map(event => [event.id, event]))
        return [...byId.values()].filter(({ event }) => event === name)
      }
      return {
        page,
        context,
        collector,
        url: site.url,
        visit: async (path = '/') => {
          await page.goto(site.url + path)
        },
        events,
        waitFor: (name, n = 1) =>
          vi.waitFor(
            () => {
              const found = events(name)
              if (found.length < n) throw new Error(`${found.length} of ${n} ${name}`)
              return found
            },
            { timeout: 10_000, interval: 30 },
          ),
        problems: () => page.evaluate('problems'),
        exceptions: () => page.evaluate('exceptions'),
        close: async () => {
          await context.close()
          await collector.close()
        },
      }
    },
    close: async () => {
      await close()
      await site.close()
    },
  }
}
