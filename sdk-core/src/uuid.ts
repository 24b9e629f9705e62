import type { Clock, ContextSource } from './platform.ts'

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')

/**
 * Makes UUIDs version 7 (RFC 9562): 48 bits of time, a 12-bit counter that keeps the order of calls within a
 * millisecond, 60 random bits. They sort by time as text, which is the queue's order.
 */
export const createUuids = (clock: Clock, context: ContextSource): ((time?: number) => string) => {
  let last = 0
  let counter = 0
  return (now = clock.now()) => {
    // A clock set back by more than a second is believed; a smaller step must not break the order.
    if (now > last || now < last - 1000) {
      last = now
      counter = 0
    } else if (++counter > 0xfff) {
      last++
      counter = 0
    }
    let random = ''
    for (const byte of context.random(8)) random += hex(byte, 2)
    // 7 is the version and 8 the variant of RFC 9562.
    const digits = `${hex(last, 12)}7${hex(counter, 3)}8${random.slice(1)}`
    return digits.replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  }
}
