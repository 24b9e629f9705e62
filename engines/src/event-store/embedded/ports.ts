import { createServer } from 'node:net'
import { EngineError } from '../../errors.ts'

/** The port itself, or a free one for 0. Rejects with `store.port_taken`. */
export const claimPort = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', cause => reject(new EngineError('store.port_taken', `127.0.0.1:${port}`, { cause })))
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : port))
    })
  })
