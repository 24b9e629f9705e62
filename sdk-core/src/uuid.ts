import type { Clock, ContextSource } from './platform.ts'

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')

/**
 * Makes UUIDs version 7 (RFC 9562): 48 bits of time, a 12-bit counter that keeps the order of calls within a
 * millisecond, 62 random bits. They sort by time as text, which is the queue's order.
 */
export const createUuids = (clock: Clock, context: ContextSource): ((time?: number) => string) => {
  let last = 0
  let counter = 0
  return (now = clock.now()) => {
    const bytes = context.random(10)
    // A clock set back by more than a second is believed; a smaller step must not break the order.
    if (now > last || now < last - 1000) {
      last = now
      counter = (bytes[8]! << 2) | (bytes[9]! & 3)
    } else if (++counter > 0xfff) {
      last++
      counter = 0
    }
    // The variant of RFC 9562.
    bytes[0] = (bytes[0]! & 0x3f) | 0x80
    let digits = `${hex(last, 12)}7${hex(counter, 3)}`
    for (let i = 0; i < 8; i++) digits += hex(bytes[i]!, 2)
    return digits.replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  }
}
