import { connect, createServer, type Socket } from 'node:net'

export type Network = {
  /** Where the near side finds the server. */
  url: string
  /** Breaks every connection and refuses new ones, as a tunnel or a lift does. */
  cut: () => void
  /** What is sent arrives; every connection breaks in the moment of an answer. */
  loseReplies: () => void
  /** What is sent arrives only after `restore`. */
  hold: () => void
  restore: () => void
  close: () => Promise<void>
}

/** A stretch of network to a server that can be broken: Chromium lets beacons out of its own offline mode. */
export const networkTo = async (target: string): Promise<Network> => {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  const near = new Set<Socket>()
  let state: 'whole' | 'cut' | 'deaf' | 'held' = 'whole'
  const drop = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  const server = createServer(from => {
    if (state === 'cut') {
      from.destroy()
      return
    }
    const to = connect(Number(port), hostname)
    near.add(from)
    for (const socket of [from, to]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        near.delete(from)
        from.destroy()
        to.destroy()
      })
    }
    to.on('data', () => {
      if (state === 'deaf') from.destroy()
    })
    from.pipe(to).pipe(from)
    if (state === 'held') from.pause()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    cut: () => {
      state = 'cut'
      drop()
    },
    loseReplies: () => {
      state = 'deaf'
    },
    hold: () => {
      state = 'held'
      for (const socket of near) socket.pause()
    },
    restore: () => {
      state = 'whole'
      for (const socket of near) socket.resume()
    },
    close: () => {
      drop()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}
