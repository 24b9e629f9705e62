import { expect, test } from 'vitest'
import { createApi } from './create-api.ts'

const apiWith = (answer: () => Promise<Response>, token: string | null = null) => {
  const asked: { url: string; init: RequestInit | undefined }[] = []
  let unauthorized = 0
  const api = createApi({
    fetch: async (url, init) => {
      asked.push({ url: String(url), init })
      return answer()
    },
    now: () => 0,
    token: () => token,
    onUnauthorized: () => {
      unauthorized += 1
    },
  })
  return { api, asked, unauthorized: () => unauthorized }
}

test('questions are JSON and carry the token', async () => {
  const { api, asked } = apiWith(async () => Response.json({ steps: [] }), 'secret')
  await api.post('query/funnel', { steps: [] })
  await api.get('meta/events', { project: 'shop', from: undefined })
  expect(asked[0]).toMatchObject({
    url: '/api/v1/query/funnel',
    init: { method: 'POST', body: '{"steps":[]}', headers: { authorization: 'Bearer secret' } },
  })
  expect(asked[1]?.url).toBe('/api/v1/meta/events?project=shop')
})

test('401 asks for a token', async () => {
  const { api, unauthorized } = apiWith(async () => Response.json({ error: { code: 'token.wrong' } }, { status: 401 }))
  await expect(api.get('meta/events', {})).rejects.toMatchObject({ status: 401, code: 'token.wrong' })
  expect(unauthorized()).toBe(1)
})

test('an unreachable server is an error of its own', async () => {
  const { api } = apiWith(async () => Promise.reject(new TypeError('Failed to fetch')))
  await expect(api.get('meta/events', {})).rejects.toMatchObject({ status: 0, code: 'network' })
})
