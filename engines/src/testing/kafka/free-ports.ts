import { createServer } from 'node:net'

/** The first of `count` ports in a row that are free now. */
export const freePorts = async (count: number): Promise<number> => {
  const free = (port: number): Promise<boolean> =>
    new Promise(resolve => {
      const probe = createServer()
      probe.once('error', () => resolve(false))
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
    })
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000)
    const all = await Promise.all(Array.from({ length: count }, (_, i) => free(port + i)))
    if (all.every(Boolean)) return port
  }
}
