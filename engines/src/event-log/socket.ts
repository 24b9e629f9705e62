import { EngineError } from '../errors.ts'
import { encodeHeader } from './header-codec.ts'
import type { EventLogWriter } from './port.ts'
import { type Connection, connectToOwner } from './socket/connection.ts'
import { APPEND_BYTES, KIND } from './socket/messages.ts'

export type SocketLogOptions = {
  /** Where the process that owns the log listens. */
  path: string
  /** Bytes that may wait for an answer. */
  maxPendingBytes?: number
  /** How often an owner that is gone is looked for, in ms. */
  retryEveryMs?: number
  /** An owner that has not answered for so long is taken for gone, in ms. */
  answerMs?: number
}

const MiB = 1024 * 1024

const appendHead = (header: Buffer): Buffer => {
  const head = Buffer.allocUnsafe(APPEND_BYTES)
  head.writeUInt32LE(header.length)
  return head
}

/**
 * The embedded log of another process on this machine (`serveLog`). While that one is gone appends are refused at once, and
 * it is looked for by itself. Rejects with `log.unavailable` where nobody listens.
 */
export const openSocketLog = async (options: SocketLogOptions): Promise<EventLogWriter> => {
  const { path, maxPendingBytes = 32 * MiB, retryEveryMs = 100, answerMs = 10_000 } = options
  let connection: Connection | null = null
  let retry: NodeJS.Timeout | undefined
  let pending = 0
  let closed = false

  const connect = (): Promise<Connection> =>
    connectToOwner({
      path,
      answerMs,
      onClose: () => {
        connection = null
        again()
      },
    })
  const again = (): void => {
    if (closed) return
    retry = setTimeout(() => {
      connect().then(found => {
        // A log made anew is another one: its partitions and offsets are not those that the caller knows.
        if (found.hello.id === hello.id && !closed) connection = found
        else found.destroy()
      }, again)
    }, retryEveryMs)
    retry.unref()
  }
  const owner = (): Connection => {
    if (closed) throw new EngineError('log.closed')
    if (connection === null) throw new EngineError('log.unavailable', `${path}: its owner is gone`)
    return connection
  }
  connection = await connect()
  const { hello } = connection

  return {
    partitions: 1,
    ...hello,
    append: async ({ header, value }) => {
      const encoded = encodeHeader(header)
      const bytes = encoded.length + value.length
      if (bytes > hello.maxRecordBytes) throw new EngineError('log.too_large', `${bytes} bytes`)
      if (pending + bytes > maxPendingBytes) throw new EngineError('log.full')
      const to = owner()
      pending += bytes
      try {
        const parts = [appendHead(encoded), encoded, value]
        return { partition: 0, offset: (await to.ask(KIND.append, parts, APPEND_BYTES + bytes)).readDoubleLE() }
      } finally {
        pending -= bytes
      }
    },
    ping: async () => {
      await owner().ask(KIND.ping, [], 0)
    },
    close: async () => {
      if (closed) return
      closed = true
      clearTimeout(retry)
      await connection?.idle()
      connection?.destroy()
    },
  }
}
