import type { FastifyInstance } from 'fastify'

/** Asks a dependency; rejects with the reason when it cannot be used. */
export type Check = () => Promise<void>

/** What `/metrics` says, as text and in which format: a registry of prom-client is one. */
export type Metrics = { contentType: string; metrics(): Promise<string> }

const CHECK_MS = 3000

const outcome = async (check: Check): Promise<{ ok: boolean; reason?: string }> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_MS} ms`)), CHECK_MS)
  })
  try {
    await Promise.race([check(), late])
    return { ok: true }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  } finally {
    clearTimeout(timer)
  }
}

/** `/healthz`: the process is alive. All that a public port tells of it. */
export const aliveRoute = (app: FastifyInstance): void => {
  app.get('/healthz', async () => ({ alive: true }))
}

/** `/healthz`: the process is alive. `/readyz`: each dependency by name, 503 while one is missing. `/metrics`. */
export const healthRoutes = (app: FastifyInstance, deps: { checks: Record<string, Check>; metrics: Metrics }): void => {
  aliveRoute(app)
  app.get('/readyz', async (_, reply) => {
    const names = Object.keys(deps.checks)
    const outcomes = await Promise.all(names.map(name => outcome(deps.checks[name] as Check)))
    const ready = outcomes.every(({ ok }) => ok)
    return reply
      .code(ready ? 200 : 503)
      .send({ ready, dependencies: Object.fromEntries(names.map((name, i) => [name, outcomes[i]])) })
  })
  app.get('/metrics', async (_, reply) =>
    reply.header('content-type', deps.metrics.contentType).send(await deps.metrics.metrics()),
  )
}
