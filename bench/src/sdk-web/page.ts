import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { plugins } from '@maidian/sdk-web/rollup'
import { rollup } from 'rollup'

/** One tracker under test: a module whose `start(url)` returns something with `track`. */
export type Contender = { name: string; source: string }

const here = import.meta.dirname

export const CONTENDERS: Contender[] = [
  { name: 'nothing', source: 'export const start = () => ({ track: () => {} })' },
  {
    name: 'bare minimum',
    source: `import { createFloorTracker } from './floor-tracker.js'; export const start = url => createFloorTracker({ url })`,
  },
  {
    name: 'Maidian',
    source: `import { createTracker, pageViews } from '@maidian/sdk-web'
      export const start = url => createTracker({ key: 'wk_bench', url, plugins: [pageViews()] })`,
  },
]

/** The contender as a page would load it: minified, `Tracker.start` global. */
export const bundleOf = async ({ source }: Contender): Promise<string> => {
  const entry = `${here}/virtual.ts`
  const build = await rollup({
    input: entry,
    plugins: [
      { name: 'virtual', resolveId: id => (id === entry ? id : null), load: id => (id === entry ? source : null) },
      plugins,
    ],
  })
  const { output } = await build.generate({ format: 'iife', name: 'Tracker' })
  await build.close()
  return output[0].code
}

/** Counts what is written to localStorage, in characters of keys and values. */
const COUNTED = `window.written = 0
  const set = Storage.prototype.setItem
  Storage.prototype.setItem = function (key, value) { written += key.length + String(value).length; return set.call(this, key, value) }`

export type BenchSite = { url: string; close(): Promise<void> }

/** A page that is cross-origin isolated, since only such a clock counts in µs, and a collector that answers 204. */
export const serve = async (script: string): Promise<BenchSite> => {
  const listen = async (handle: Parameters<typeof createServer>[1]) => {
    const server = createServer(handle as never)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  }
  const collector = await listen((request, response) => {
    request.resume().on('end', () => response.writeHead(204, { 'access-control-allow-origin': '*' }).end())
  })
  const site = await listen((request, response) => {
    const isScript = request.url === '/tracker.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.setHeader('cross-origin-opener-policy', 'same-origin')
    response.setHeader('cross-origin-embedder-policy', 'require-corp')
    response.end(
      isScript
        ? `const began = performance.now();${script};window.tracker = Tracker.start('${collector.url}/');window.startMs = performance.now() - began`
        : `<!doctype html><title>bench</title><script>${COUNTED}</script><script src="/tracker.js"></script>`,
    )
  })
  return {
    url: site.url,
    close: async () => {
      for (const { server } of [collector, site]) {
        server.closeAllConnections()
        await new Promise(resolve => server.close(resolve))
      }
    },
  }
}
