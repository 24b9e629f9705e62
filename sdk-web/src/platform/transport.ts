import { type Answer, outcomeOf, type Transport } from '@maidian/sdk-core'

/** Below this many characters gzip saves less than it costs. */
const WORTH_ZIPPING = 1000

const NO_ANSWER: Answer = { status: 0 }

/**
 * fetch and sendBeacon. Bodies are labelled `text/plain`, and gzip is named in the url: simple requests, so that no
 * preflight goes before them, and without cookies. fetch is taken once: pages wrap it later, and some wrappers
 * count, log or break.
 */
export const createTransport = (): Transport => {
  const fetch = window.fetch?.bind(window)
  const post = (url: string, body: Blob | string, more: RequestInit): Promise<Response> =>
    fetch(url, { method: 'POST', body, credentials: 'omit', cache: 'no-store', ...more })

  const zipped = (body: string): Promise<Blob> =>
    new Response(new Blob([body]).stream().pipeThrough(new CompressionStream('gzip')), {
      headers: { 'content-type': 'text/plain' },
    }).blob()

  const ask = async (url: string, body: string, signal: AbortSignal): Promise<Answer> => {
    try {
      // Not in every browser, and a page may have replaced what it is made of.
      const small =
        body.length > WORTH_ZIPPING &&
        (await Promise.resolve(body)
          .then(zipped)
          .catch(() => null))
      const reply = await (small ? post(`${url}&z=gzip`, small, { signal }) : post(url, body, { signal }))
      return { status: reply.status, retryAfter: reply.headers.get('retry-after'), body: await reply.text() }
    } catch {
      return NO_ANSWER
    }
  }
  return {
    send: async ({ url, body, timeout }) => {
      const abort = new AbortController()
      let timer: ReturnType<typeof setTimeout> | undefined
      // A page's own fetch may know no signal: the wait ends all the same.
      const tooLate = new Promise<Answer>(resolve => {
        timer = setTimeout(() => {
          abort.abort()
          resolve(NO_ANSWER)
        }, timeout)
      })
      const answer = await Promise.race([ask(url, body, abort.signal), tooLate])
      clearTimeout(timer)
      return outcomeOf(answer, Date.now())
    },
    beacon: ({ url, body }) => {
      try {
        if (navigator.sendBeacon) return navigator.sendBeacon(url, body)
        post(url, body, { keepalive: true }).catch(() => {})
        return true
      } catch {
        return false
      }
    },
  }
}
