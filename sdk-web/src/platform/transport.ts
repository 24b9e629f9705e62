import type { Transport } from '@maidian/sdk-core'

/** Below this many characters gzip saves less than it costs. */
const WORTH_ZIPPING = 1000

const zip = async (body: string): Promise<Blob> =>
  new Response(new Blob([body]).stream().pipeThrough(new CompressionStream('gzip')), {
    headers: { 'content-type': 'text/plain' },
  }).blob()

/**
 * fetch and sendBeacon. Bodies are labelled `text/plain`, and gzip is named in the url: simple requests, so that no
 * preflight goes before them, and without cookies. fetch is taken once: pages wrap it later, and some wrappers
 * count, log or break.
 */
export const createTransport = (): Transport => {
  const { fetch } = window
  const post = (url: string, body: Blob | string, more: RequestInit): Promise<Response> =>
    fetch(url, { method: 'POST', body, credentials: 'omit', ...more })

  return {
    send: async ({ url, body, timeout }) => {
      const signal = AbortSignal.timeout?.(timeout)
      // Not in every browser, and a page may have replaced what it is made of.
      const small = body.length > WORTH_ZIPPING && (await zip(body).catch(() => null))
      const reply = await post(small ? `${url}&z=gzip` : url, small || body, { signal })
      return { status: reply.status, retryAfter: reply.headers.get('retry-after'), body: await reply.text() }
    },
    beacon: ({ url, body }) => {
      // Some blockers take beacons away or refuse them.
      if (!navigator.sendBeacon?.(url, body)) post(url, body, { keepalive: true }).catch(() => {})
    },
  }
}
