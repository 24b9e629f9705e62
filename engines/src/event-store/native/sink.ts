/** Bytes that grow at their end. Integers are little-endian, as ClickHouse has them. */
export type Sink = {
  u8(value: number): void
  u16(value: number): void
  i32(value: number): void
  /** A whole number within ±2^53. */
  i64(value: number): void
  bigint64(value: bigint): void
  f64(value: number): void
  /** LEB128. */
  varint(value: number): void
  /** Its length in bytes and its UTF-8. */
  text(value: string): void
  bytes(value: Buffer): void
  /** Eight bytes out of sixteen hex digits, the last pair first. */
  hex64(digits: string): void
  /** What has been written; the sink is not to be used after. */
  done(): Buffer
}

const HIGH = 2 ** 32
/** A text of so many characters has a length that fits one byte, whatever they are. */
const SHORT = 42

/** `bytes`: about how many there will be. */
export const createSink = (bytes: number): Sink => {
  let buffer = Buffer.allocUnsafeSlow(bytes)
  let at = 0
  let last: string | null = null
  let lastAt = 0
  let lastLength = 0

  /** Takes so many bytes. To be called before the buffer is named: it may be another one afterwards. */
  const room = (bytes: number): number => {
    if (at + bytes > buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(buffer.length * 2, at + bytes))
      buffer.copy(larger, 0, 0, at)
      buffer = larger
    }
    const begin = at
    at += bytes
    return begin
  }
  const u8 = (value: number): void => {
    const begin = room(1)
    buffer[begin] = value
  }
  const varint = (value: number): void => {
    let rest = value
    for (; rest > 127; rest = Math.floor(rest / 128)) u8((rest % 128) | 128)
    u8(rest)
  }

  return {
    u8,
    u16: value => {
      const begin = room(2)
      buffer.writeUInt16LE(value, begin)
    },
    i32: value => {
      const begin = room(4)
      buffer.writeInt32LE(value, begin)
    },
    i64: value => {
      const begin = room(8)
      const high = Math.floor(value / HIGH)
      buffer.writeUInt32LE(value - high * HIGH, begin)
      buffer.writeInt32LE(high, begin + 4)
    },
    bigint64: value => {
      const begin = room(8)
      buffer.writeBigInt64LE(value, begin)
    },
    f64: value => {
      const begin = room(8)
      buffer.writeDoubleLE(value, begin)
    },
    varint,
    text: value => {
      // Most columns say the same of one row after the other.
      if (value === last && lastLength <= SHORT) {
        const begin = room(lastLength)
        for (let n = 0; n < lastLength; n++) buffer[begin + n] = buffer[lastAt + n] as number
        return
      }
      last = value
      lastAt = at
      if (value.length <= SHORT) {
        const begin = room(1 + 3 * value.length)
        const length = value.length === 0 ? 0 : buffer.write(value, begin + 1, 'utf8')
        buffer[begin] = length
        at = begin + 1 + length
        lastLength = 1 + length
        return
      }
      const length = Buffer.byteLength(value)
      varint(length)
      const begin = room(length)
      buffer.write(value, begin, 'utf8')
      lastLength = at - lastAt
    },
    bytes: value => {
      const begin = room(value.length)
      value.copy(buffer, begin)
    },
    hex64: digits => {
      const begin = room(8)
      buffer.writeUInt32LE(Number.parseInt(digits.slice(8, 16), 16), begin)
      buffer.writeUInt32LE(Number.parseInt(digits.slice(0, 8), 16), begin + 4)
    },
    done: () => buffer.subarray(0, at),
  }
}
