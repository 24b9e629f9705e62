import type { Facts } from '@maidian/sdk-core'

export type SubdomainCookieOptions = {
  /** How long the cookie is kept after the last visit. Default 390; browsers may keep it for less. */
  days?: number
}

/** `document.cookie` is slow and is needed at every call: what was read holds so long, in ms. */
const FRESH_MS = 1000
const PROBE = 'maidian_probe'

/**
 * For `identityFacts`: device, user and session in a first-party cookie that all hosts of the site share. What the
 * cookie does not say, or where it is denied, the page's own storage says.
 */
export const subdomainCookie =
  ({ days = 390 }: SubdomainCookieOptions = {}): ((local: Facts) => Facts) =>
  local => {
    let domain: string | undefined
    let jar = ''
    let readAt = -FRESH_MS

    const read = (name: string): string | undefined => {
      const now = performance.now()
      if (now - readAt >= FRESH_MS) {
        jar = `; ${document.cookie}`
        readAt = now
      }
      return jar.split(`; ${name}=`)[1]?.split(';')[0]
    }
    const write = (name: string, value: string, seconds: number, on: string): void => {
      const secure = location.protocol === 'https:' ? ';Secure' : ''
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is asynchronous, and not in every browser
      document.cookie = `${name}=${value};Path=/;SameSite=Lax;Max-Age=${seconds}${secure}${on}`
      readAt = -FRESH_MS
    }
    /** The widest domain that takes a cookie: browsers refuse `com.cn`, IP addresses and bare host names. */
    const widest = (): string => {
      const labels = location.hostname.split('.')
      for (let n = labels.length - 2; n >= 0; n--) {
        const on = `;Domain=${labels.slice(n).join('.')}`
        write(PROBE, '1', 9, on)
        const taken = read(PROBE)
        write(PROBE, '', 0, on)
        if (taken) return on
      }
      return ''
    }
    /** Denied, as in sandboxed frames, or damaged by somebody: the page's storage has it. */
    const quietly = <T>(run: () => T): T | undefined => {
      try {
        return run()
      } catch {
        return undefined
      }
    }
    const put = (key: string, value: string, seconds: number): void =>
      quietly(() => {
        domain ??= widest()
        write(key, encodeURIComponent(value), seconds, domain)
      })
    return {
      get: key => quietly(() => decodeURIComponent(read(key) ?? '')) || local.get(key),
      set: (key, value) => {
        put(key, value, days * 86_400)
        local.set(key, value)
      },
      remove: key => {
        put(key, '', 0)
        local.remove(key)
      },
    }
  }
