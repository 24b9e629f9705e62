import { connect } from 'node:net'
import { EngineError } from '../../errors.ts'

const METADATA = 3
const VERSION = 10
const TIMEOUT_MS = 5000

/** A request for one topic's metadata, version 10: the first that tells topic ids, and newer than kafkajs speaks. */
const request = (topic: string): Buffer => {
  const name = Buffer.from(topic)
  const head = Buffer.from([0, METADATA, 0, VERSION, 0, 0, 0, 1, 0xff, 0xff, 0])
  // topics: compact array of one {id: zero, name, no tags}; no auto creation; no authorised operations; no tags
  const body = Buffer.concat([
    Buffer.from([2]),
    Buffer.alloc(16),
    Buffer.from([name.length + 1]),
    name,
    Buffer.from([0, 0, 0, 0, 0]),
  ])
  const size = Buffer.alloc(4)
  size.writeInt32BE(head.length + body.length)
  return Buffer.concat([size, head, body])
}

/** Reads the fields of Kafka's flexible encoding one after the other. */
const reader = (buffer: Buffer) => {
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = buffer.readUInt8(at++)
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  const skip = (bytes: number): void => {
    at += bytes
  }
  const text = (): string => {
    const length = varint() - 1
    const value = length > 0 ? buffer.toString('utf8', at, at + length) : ''
    skip(Math.max(0, length))
    return value
  }
  const tags = (): void => {
    for (let n = varint(); n > 0; n--) {
      varint()
      skip(varint())
    }
  }
  const int16 = (): number => {
    skip(2)
    return buffer.readInt16BE(at - 2)
  }
  const hex = (bytes: number): string => {
    skip(bytes)
    return buffer.toString('hex', at - bytes, at)
  }
  return { varint, skip, text, tags, int16, hex }
}

const parse = (answer: Buffer): { cluster: string; topic: string; error: number } => {
  const read = reader(answer)
  read.skip(4)
  read.tags()
  read.skip(4)
  for (let brokers = read.varint() - 1; brokers > 0; brokers--) {
    read.skip(4)
    read.text()
    read.skip(4)
    read.text()
    read.tags()
  }
  const cluster = read.text()
  read.skip(4)
  read.varint()
  const error = read.int16()
  read.text()
  return { cluster, topic: read.hex(16), error }
}

const ask = (broker: string, topic: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const [host, port] = broker.split(':')
    let received = Buffer.alloc(0)
    const socket = connect({ host: host as string, port: Number(port) })
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('no answer')))
    socket.on('connect', () => socket.write(request(topic)))
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('closed before the answer')))
    socket.on('data', data => {
      received = Buffer.concat([received, data])
      if (received.length < 4 || received.length < 4 + received.readInt32BE(0)) return
      resolve(received.subarray(4))
      socket.destroy()
    })
  })

/** `cluster/topic-uuid`: a topic that was deleted and made anew has another. Asks one broker after the other. */
export const readTopicId = async (brokers: readonly string[], topic: string): Promise<string> => {
  let cause: unknown
  for (const broker of brokers) {
    try {
      const answer = parse(await ask(broker, topic))
      if (answer.error === 0) return `${answer.cluster}/${answer.topic}`
      cause = new Error(`Kafka error ${answer.error} for ${topic}`)
    } catch (error) {
      cause = error
    }
  }
  throw new EngineError('log.unavailable', String(cause), { cause })
}
