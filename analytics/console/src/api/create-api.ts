import { ApiError, apiErrorOf } from './api-error.ts'
import { createServerClock } from './server-clock.ts'

export type ApiDeps = {
  fetch: typeof fetch
  now: () => number
  token: () => string | null
  /** Told when the server wants a token, or another one. */
  onUnauthorized: () => void
}

type Asked = { method?: 'GET' | 'POST'; body?: unknown; signal?: AbortSignal | undefined }

export type Query = Readonly<Record<string, string | undefined>>

/** The query API of this server, as pages use it. Every failure is an `ApiError`, save for an aborted question. */
export const createApi = ({ fetch, now, token, onUnauthorized }: ApiDeps) => {
  const clock = createServerClock(() => fetch('/healthz', { method: 'HEAD' }), now)

  const send = async (path: string, { method = 'GET', body, signal }: Asked): Promise<Response> => {
    const bearer = token()
    const response = await fetch(`/api/v1/${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    }).catch((cause: unknown) => {
      if (signal?.aborted) throw cause
      throw new ApiError({ status: 0, code: 'network', message: String(cause) }, { cause })
    })
    clock.observe(response)
    if (response.ok) return response
    if (response.status === 401) onUnauthorized()
    throw await apiErrorOf(response)
  }

  const withQuery = (path: string, query: Query): string => {
    const said = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
    return said.length === 0 ? path : `${path}?${new URLSearchParams(said)}`
  }

  return {
    serverNow: clock.now,
    get: async <Answer>(path: string, query: Query, signal?: AbortSignal): Promise<Answer> =>
      (await send(withQuery(path, query), { signal })).json() as Promise<Answer>,
    post: async <Answer>(path: string, body: unknown, signal?: AbortSignal): Promise<Answer> =>
      (await send(path, { method: 'POST', body, signal })).json() as Promise<Answer>,
    stream: async (path: string, query: Query, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> => {
      const { body } = await send(withQuery(path, query), { signal })
      if (!body) throw new ApiError({ status: 0, code: 'network', message: 'an answer without a body' })
      return body
    },
  }
}

export type Api = ReturnType<typeof createApi>
