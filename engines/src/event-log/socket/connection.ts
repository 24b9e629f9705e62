import { createConnection } from 'node:net'
import { EngineError, type EngineErrorCode } from '../../errors.ts'
import { KIND, messageHead, messageReader } from './messages.ts'
import type { Hello } from './serve-log.ts'

export type Connection = {
  hello: Hello
  /** Sends a request whose parts have so many bytes together, and resolves to what was answered. */
  ask(kind: number, parts: readonly Buffer[], bytes: number): Promise<Buffer>
  /** Resolves when nothing waits for an answer. */
  idle(): Promise<void>
  destroy(): void
}

export type ConnectOptions = {
  path: string
  /** An owner that has not answered for so long is taken for gone, in ms. */
  answerMs: number
  onClose(): void
}

type Waiting = { since: number; resolve(answer: Buffer): void; reject(error: unknown): void }

const MAX_ANSWER_BYTES = 64 * 1024

const errorOf = (rest: Buffer): EngineError => {
  const { code, detail } = JSON.parse(rest.toString('utf8')) as { code: EngineErrorCode; detail: string }
  return new EngineError(code, detail)
}

/**
 * One connection to the owner of a log. Requests are not waited for one by one; when it breaks, all that wait are
 * rejected at once, and never sent again: they may have been kept.
 */
export const connectToOwner = ({ path, answerMs, onClose }: ConnectOptions): Promise<Connection> =>
  new Promise((connected, failed) => {
    const socket = createConnection(path)
    const waiting = new Map<number, Waiting>()
    const begun = Date.now()
    let greeted = false
    let last = 0
    let isGathering = false
    let onIdle = (): void => {}

    /** What is sent while the loop goes round once is one write. */
    const gather = (): void => {
      if (isGathering) return
      isGathering = true
      socket.cork()
      setImmediate(() => {
        isGathering = false
        socket.uncork()
      })
    }
    const connection = (hello: Hello): Connection => ({
      hello,
      ask: (kind, parts, bytes) =>
        new Promise((resolve, reject) => {
          last = (last + 1) >>> 0
          waiting.set(last, { since: Date.now(), resolve, reject })
          gather()
          socket.write(messageHead(last, kind, bytes))
          for (const part of parts) socket.write(part)
        }),
      idle: () =>
        new Promise(resolve => {
          onIdle = resolve
          if (waiting.size === 0) resolve()
        }),
      destroy: () => socket.destroy(),
    })
    const read = messageReader(MAX_ANSWER_BYTES, ({ id, kind, rest }) => {
      if (kind === KIND.hello) {
        greeted = true
        connected(connection(JSON.parse(rest.toString('utf8')) as Hello))
        return
      }
      const asked = waiting.get(id)
      waiting.delete(id)
      if (kind === KIND.done) asked?.resolve(rest)
      else asked?.reject(errorOf(rest))
      if (waiting.size === 0) onIdle()
    })
    const watch = setInterval(() => {
      const [oldest] = waiting.values()
      const since = greeted ? oldest?.since : begun
      if (since !== undefined && Date.now() - since > answerMs) socket.destroy()
    }, answerMs / 10)
    watch.unref()
    socket.on('data', chunk => {
      try {
        read(chunk)
      } catch (error) {
        socket.destroy(error as Error)
      }
    })
    let why: Error | undefined
    socket.on('error', error => {
      why = error
    })
    socket.once('close', () => {
      clearInterval(watch)
      const gone = new EngineError('log.unavailable', `${path}: ${why?.message ?? 'its owner is gone'}`, { cause: why })
      for (const { reject } of waiting.values()) reject(gone)
      waiting.clear()
      onIdle()
      if (greeted) onClose()
      else failed(gone)
    })
  })
