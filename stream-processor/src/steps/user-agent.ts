import { isbot } from 'isbot'
import UAParser from 'ua-parser-js'
import { inAppBrowser } from './in-app-browser.ts'

export type UserAgentFacts = {
  browser: string
  browser_version: string
  os: string
  os_version: string
  device_type: string
  device_brand: string
  device_model: string
}

const CACHE_SIZE = 10_000
const MAX_UA = 512

const parse = (ua: string): UserAgentFacts => {
  const { browser, os, device } = new UAParser(ua).getResult()
  return {
    browser: browser.name ?? '',
    browser_version: browser.version ?? '',
    os: os.name ?? '',
    os_version: os.version ?? '',
    // ua-parser-js names every kind of device but the most common one.
    device_type: device.type ?? (ua === '' ? '' : 'desktop'),
    device_brand: device.vendor ?? '',
    device_model: device.model ?? '',
    ...inAppBrowser(ua),
  }
}

/** Parses user agents, each distinct one once: parsing costs 40 times a look-up. */
export const createUserAgentStep = (): ((ua: string) => UserAgentFacts) => {
  const cache = new Map<string, UserAgentFacts>()
  return raw => {
    const ua = raw.slice(0, MAX_UA)
    const known = cache.get(ua)
    if (known) return known
    if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value as string)
    const facts = parse(ua)
    cache.set(ua, facts)
    return facts
  }
}

/** What people use to send events themselves: libraries, tools, and browsers without a window. */
const NOT_CRAWLERS =
  /HeadlessChrome|PhantomJS|Electron|(?:curl|wget|httpie|axios|got|node-fetch|node|undici|python-requests|python-urllib|python-httpx|aiohttp|httpx|okhttp|go-http-client|java|apache-httpclient|libwww-perl|ruby|faraday|guzzlehttp|postmanruntime|insomnia|dart|reqwest|jmeter|k6)(?:\/[\w.]+)?/gi

/** A crawler by its name. Flags events and drops none. */
export const isCrawler = (ua: string): boolean => isbot(ua.slice(0, MAX_UA).replace(NOT_CRAWLERS, ''))
