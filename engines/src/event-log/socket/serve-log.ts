import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { ENGINE_ERRORS, EngineError } from '../../errors.ts'
import type { LocalLog } from '../local.ts'
import { APPEND_BYTES, KIND, message, messageReader } from './messages.ts'

export type LogServer = { close(): Promise<void> }

/** What the other side is told first. */
export type Hello = { id: string; maxRecordBytes: number }

/** Room for what a message has besides a record. */
const EXTRA_BYTES = 1024

/** An error as code and detail: the other side makes the same one of it. */
const failure = (error: unknown): Buffer => {
  const known = error instanceof EngineError ? error : new EngineError('log.unavailable', String(error))
  const detail = known.message.slice(ENGINE_ERRORS[known.code].say.length + 2)
  return Buffer.from(JSON.stringify({ code: known.code, detail }))
}

const offsetBytes = (offset: number): Buffer => {
  const bytes = Buffer.allocUnsafe(8)
  bytes.writeDoubleLE(offset)
  return bytes
}

/** Several answers within a tick are one write. */
const gathering = (socket: Socket): ((bytes: Buffer) => void) => {
  let isGathering = false
  return bytes => {
    if (!isGathering) {
      isGathering = true
      socket.cork()
      process.nextTick(() => {
        isGathering = false
        socket.uncork()
      })
    }
    socket.write(bytes)
  }
}

/**
 * Lets other processes of this user append to the embedded log that this one owns, over a Unix domain socket at `path`. What comes
 * together from all of them is one commit.
 */
export const serveLog = async (log: LocalLog, path: string): Promise<LogServer> => {
  const { id, maxRecordBytes } = log
  const hello: Hello = { id, maxRecordBytes }
  const sockets = new Set<Socket>()

  const append = async (rest: Buffer): Promise<Buffer> => {
    const value = APPEND_BYTES + rest.readUInt32LE()
    const { offset } = await log.appendEncoded({
      header: rest.subarray(APPEND_BYTES, value),
      value: rest.subarray(value),
    })
    return offsetBytes(offset)
  }
  const server = createServer(socket => {
    sockets.add(socket)
    const answer = gathering(socket)
    const read = messageReader(maxRecordBytes + EXTRA_BYTES, ({ id: request, kind, rest }) => {
      const doing = kind === KIND.append ? append(rest) : log.ping().then(() => Buffer.alloc(0))
      doing.then(
        done => answer(message(request, KIND.done, done)),
        error => answer(message(request, KIND.failed, failure(error))),
      )
    })
    socket.on('data', chunk => {
      try {
        read(chunk)
      } catch (error) {
        socket.destroy(error as Error)
      }
    })
    // Whoever is gone sends again: what was under way is kept or not, and nobody was told that it is.
    socket.on('error', () => {})
    socket.once('close', () => sockets.delete(socket))
    answer(message(0, KIND.hello, Buffer.from(JSON.stringify(hello))))
  })
  // What a process that was killed has left; the log's folder has one owner.
  rmSync(path, { force: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  chmodSync(path, 0o600)
  return {
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}
