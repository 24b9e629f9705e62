import type { Facts } from '@maidian/sdk-core'

export type SubdomainCookieOptions = {
  /** How long the cookie is kept after the last visit. Default 390; browsers may keep it for less. */
  days?: number
}

/** `document.cookie` is slow and is needed at every call: what was read holds so long, in ms. */
const FRESH_MS = 1000

/**
 * For `identityFacts`: device, user and session in a first-party cookie that all hosts of the site share. What the
 * cookie does not say, or where it is denied, the page's own storage says.
 */
export const subdomainCookie =
  ({ days = 390 }: SubdomainCookieOptions = {}): ((local: Facts) => Facts) =>
  local => {
    let domain: string | undefined
    let jar = ''
    let readAt = 0

    const read = (name: string): string => {
      const now = Date.now()
      if (Math.abs(now - readAt) > FRESH_MS) {
        jar = `; ${document.cookie}`
        readAt = now
      }
      return decodeURIComponent(jar.split(`; ${name}=`)[1]?.split(';')[0] ?? '')
    }
    const write = (name: string, value: string, seconds: number, on = domain): void => {
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is asynchronous, and not in every browser
      document.cookie = `${name}=${encodeURIComponent(value)};Path=/;SameSite=Lax;Max-Age=${seconds};Domain=${on}${isSecureContext ? ';Secure' : ''}`
      readAt = 0
    }
    /** A throw, as in sandboxed frames, tells the core to go on without. */
    const put = (key: string, value: string, seconds: number): void => {
      const labels = location.hostname.split('.')
      // The widest domain that takes a cookie: browsers refuse `com.cn`. None, as on `localhost`: this host alone.
      domain ??=
        labels
          .map((_, n) => labels.slice(~n).join('.'))
          .find((on, n) => {
            // Named so that what another tab tries at the same time says nothing else.
            if (n) write(on, on, 1, on)
            return n && read(on)
          }) ?? ''
      write(key, value, seconds)
    }
    return {
      get: key => {
        try {
          return read(key) || local.get(key)
        } catch {
          // Denied, or damaged by somebody.
          return local.get(key)
        }
      },
      set: (key, value) => {
        local.set(key, value)
        put(key, value, days * 86_400)
      },
      remove: key => {
        local.remove(key)
        put(key, '', 0)
      },
    }
  }
