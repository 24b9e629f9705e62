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

    const forget = (): void => {
      jar = ''
    }
    const read = (name: string): string => {
      if (!jar) {
        jar = `; ${document.cookie}`
        setTimeout(forget, FRESH_MS)
      }
      return decodeURIComponent(jar.split(`; ${name}=`)[1]?.split(';')[0] ?? '')
    }
    const write = (name: string, value: string, seconds: number, on = domain): void => {
      const secure = location.protocol === 'https:' ? 'Secure' : ''
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is asynchronous, and not in every browser
      document.cookie = `${name}=${encodeURIComponent(value)};Path=/;SameSite=Lax;Max-Age=${seconds};Domain=${on};${secure}`
      forget()
    }
    /** Whether a cookie may be there; named so that what another tab tries at the same time says nothing else. */
    const taken = (on: string): string => {
      write(on, on, 1, on)
      return read(on)
    }
    const put = (key: string, value: string, seconds: number): void => {
      try {
        const labels = location.hostname.split('.')
        // The widest domain that takes one: browsers refuse `com.cn`. None, as on `localhost`: this host alone.
        domain ??= labels.map((_, n) => labels.slice(~n).join('.')).find((on, n) => n && taken(on)) ?? ''
        write(key, value, seconds)
      } catch {
        // Denied, as in sandboxed frames: the page's storage has it.
      }
    }
    // A tab that comes back may find another visitor.
    document.addEventListener('visibilitychange', forget)
    return {
      get: key => {
        let value = ''
        try {
          value = read(key)
        } catch {
          // Denied, or damaged by somebody.
        }
        return value || local.get(key)
      },
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
