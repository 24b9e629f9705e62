import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Browser, chromium as playwright } from 'playwright-core'

/** A browser and its end; `close` leaves no process and no file behind. */
export type RunningChromium = { browser: Browser; close: () => Promise<void> }

const argsFor = (hosts: readonly string[]): string[] => [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // Nothing under test reaches past this machine.
  `--host-resolver-rules=${hosts.map(host => `MAP ${host} 127.0.0.1 , `).join('')}MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost`,
]

/**
 * Of what the package recommends for Lambda: a single process cannot open several contexts, and the others
 * would test a browser that nobody has, one without CORS and without site isolation.
 */
const UNWANTED = [
  'single-process',
  'zygote',
  'web-security',
  'site-isolation',
  'insecure-content',
  'features',
  'headless',
]

/** The package unpacks where TMPDIR points, and takes whatever an older version left there: a folder of its own. */
const withTmpdir = async <T>(folder: string, run: () => Promise<T>): Promise<T> => {
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    return await run()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

const unpack = (folder: string): Promise<{ path: string; args: string[] }> =>
  withTmpdir(folder, async () => {
    const { default: chromium } = await import('@sparticuz/chromium')
    const args = chromium.args.filter(arg => !UNWANTED.some(word => arg.includes(word)))
    return { path: await chromium.executablePath(), args }
  })

/** The system libraries that the package brings along for machines without them. */
const unpackLibraries = (folder: string): Promise<string> =>
  withTmpdir(folder, async () => {
    const { inflate } = await import('@sparticuz/chromium')
    const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
    return join(await inflate(join(dirname(entry), '..', 'bin', 'al2023.tar.br')), 'lib')
  })

export type ChromiumOptions = {
  /** Names, such as `*.shop.test`, that are this machine. */
  hosts?: readonly string[]
  /** The browser's own, in place of CHROMIUM_PATH and the one from npm, which has no back/forward cache. */
  path?: string | undefined
}

/** A headless Chromium from npm alone, or the one that CHROMIUM_PATH names. */
export const launchChromium = async ({ hosts = [], path: own }: ChromiumOptions = {}): Promise<RunningChromium> => {
  const folder = mkdtempSync(join(tmpdir(), 'maidian-chromium-'))
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true })
  // 200 MB that a test run cut short would leave behind.
  process.once('exit', removeFolder)
  const named = own ?? process.env.CHROMIUM_PATH
  try {
    const { path, args } = named ? { path: named, args: [] } : await unpack(folder)
    const launch = (env: Record<string, string> = {}): Promise<Browser> =>
      playwright.launch({
        executablePath: path,
        args: [...args, ...argsFor(hosts)],
        // The driver's default; pages are to come back as they do for people.
        ignoreDefaultArgs: ['--disable-back-forward-cache'],
        env: { ...process.env, TMPDIR: folder, ...env } as Record<string, string>,
      })
    const browser = await launch().catch(async cause => {
      if (named) throw cause
      return launch({ LD_LIBRARY_PATH: await unpackLibraries(folder) })
    })
    return {
      browser,
      close: async () => {
        await browser.close()
        process.off('exit', removeFolder)
        removeFolder()
      },
    }
  } catch (cause) {
    removeFolder()
    throw cause
  }
}
