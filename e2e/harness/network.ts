import { connect, createServer, type Socket } from 'node:net'

export type Network = {
  /** Where the page finds the server. */
  url: string
  /** Breaks every connection and refuses new ones, as a tunnel or a lift does. */
  cut: () => void
  restore: () => void
  close: () => Promise<void>
}

/** A stretch of network between a browser and a server that can be cut: Chromium lets beacons out of its own offline mode. */
export const networkTo = async (target: string): Promise<Network> => {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let cut = false
  const drop = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  const server = createServer(near => {
    if (cut) {
      near.destroy()
      return
    }
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far).pipe(near)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    cut: () => {
      cut = true
      drop()
    },
    restore: () => {
      cut = false
    },
    close: () => {
      drop()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}
