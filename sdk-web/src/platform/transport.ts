import { type Answer, outcomeOf, type Transport } from '@maidian/sdk-core'

/**
 * fetch and sendBeacon. Both send a string, which browsers label `text/plain`: a simple request, so that no
 * preflight goes before it, and without cookies. fetch is taken once: pages wrap it later, and some wrappers
 * count, log or break.
 */
export const createTransport = (): Transport => {
  const fetch = window.fetch?.bind(window)

  const ask = async (url: string, body: string, signal: AbortSignal): Promise<Answer> => {
    try {
      const reply = await fetch(url, { method: 'POST', body, signal, credentials: 'omit', cache: 'no-store' })
      return { status: reply.status, retryAfter: reply.headers.get('retry-after'), body: await reply.text() }
    } catch {
      return { status: 0 }
    }
  }
  return {
    send: async ({ url, body, timeout }) => {
      const abort = new AbortController()
      const timer = setTimeout(() => abort.abort(), timeout)
      const answer = await ask(url, body, abort.signal)
      clearTimeout(timer)
      return outcomeOf(answer, Date.now())
    },
    beacon: ({ url, body }) => {
      try {
        if (navigator.sendBeacon) return navigator.sendBeacon(url, body)
        fetch(url, { method: 'POST', body, keepalive: true, credentials: 'omit' }).catch(() => {})
        return true
      } catch {
        return false
      }
    },
  }
}
