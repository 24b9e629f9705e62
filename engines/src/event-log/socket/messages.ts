/**
 * What goes over the socket, both ways: how many bytes follow these four (4), the number of the request (4), what it is
 * (1), and the rest. Little-endian.
 */
export const KIND = { hello: 0, append: 1, ping: 2, done: 3, failed: 4 } as const

const HEAD_BYTES = 9
/** The length of the header, before header and value of what is appended. */
export const APPEND_BYTES = 4

/** The beginning of a message that `rest` more bytes follow. */
export const messageHead = (id: number, kind: number, rest: number): Buffer => {
  const head = Buffer.allocUnsafe(HEAD_BYTES)
  head.writeUInt32LE(HEAD_BYTES - 4 + rest, 0)
  head.writeUInt32LE(id, 4)
  head.writeUInt8(kind, 8)
  return head
}

export const message = (id: number, kind: number, rest: Buffer = Buffer.alloc(0)): Buffer =>
  Buffer.concat([messageHead(id, kind, rest.length), rest])

export type Message = { id: number; kind: number; rest: Buffer }

/** Cuts what arrives into messages; throws where one would be longer than `maxBytes`. */
export const messageReader = (maxBytes: number, onMessage: (message: Message) => void): ((chunk: Buffer) => void) => {
  let chunks: Buffer[] = []
  let have = 0
  let wanted = HEAD_BYTES
  return chunk => {
    chunks.push(chunk)
    have += chunk.length
    if (have < wanted) return
    const bytes = chunks.length === 1 ? chunk : Buffer.concat(chunks)
    let at = 0
    wanted = HEAD_BYTES
    while (bytes.length - at >= HEAD_BYTES) {
      const end = at + 4 + bytes.readUInt32LE(at)
      if (end - at > maxBytes || end - at < HEAD_BYTES) throw new Error(`a message of ${end - at} bytes`)
      if (end > bytes.length) {
        wanted = end - at
        break
      }
      onMessage({
        id: bytes.readUInt32LE(at + 4),
        kind: bytes.readUInt8(at + 8),
        rest: bytes.subarray(at + HEAD_BYTES, end),
      })
      at = end
    }
    chunks = at < bytes.length ? [bytes.subarray(at)] : []
    have = bytes.length - at
  }
}
