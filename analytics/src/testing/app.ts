import Fastify, { type FastifyInstance } from 'fastify'
import { type AnalyticsDeps, createAnalytics } from '../app.ts'
import type { PlannedProject } from '../planned-project.ts'
import { startTestStore, type TestStore } from './store.ts'

export type TestApp = {
  server: TestStore
  app: FastifyInstance
  /** Asks and expects an answer. */
  ask<Answer>(name: string, question: object): Promise<Answer>
  /** Asks and expects anything. */
  post(name: string, question: unknown): Promise<{ status: number; body: unknown }>
  close(): Promise<void>
}

/** The query API over a real ClickHouse. `now` stands still. */
export const startTestApp = async (
  projects: PlannedProject[],
  now: number,
  deps: Partial<AnalyticsDeps> = {},
): Promise<TestApp> => {
  const server = await startTestStore(projects)
  const app = Fastify()
  await app.register(createAnalytics({ store: server.store, projects: () => projects, now: () => now, ...deps }))
  const post = async (name: string, question: unknown): Promise<{ status: number; body: unknown }> => {
    const { statusCode, body } = await app.inject({
      method: 'POST',
      url: `/api/v1/query/${name}`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(question),
    })
    return { status: statusCode, body: JSON.parse(body) }
  }
  return {
    server,
    app,
    post,
    ask: async <Answer>(name: string, question: object) => {
      const { status, body } = await post(name, question)
      if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
      return body as Answer
    },
    close: async () => {
      await app.close()
      await server.close()
    },
  }
}

/** Means are sums of doubles in whatever order; all else must be exact. */
export const roundedMeans = <T>(answer: T): T =>
  JSON.parse(
    JSON.stringify(answer, (key, value) => (key === 'mean_s' && value !== null ? Number(value.toFixed(6)) : value)),
  ) as T
