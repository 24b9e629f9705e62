import { EngineError } from '../errors.ts'
import type { LogCoordinates, Position } from './port.ts'

/** Rejects with `log.gap` or `log.beyond` where the log does not hold what is asked for. */
export const assertWithin = (held: readonly Position[], to: readonly LogCoordinates[]): void => {
  for (const { partition, offset } of to) {
    const range = held.find(one => one.partition === partition)
    if (range === undefined) throw new EngineError('log.beyond', `it has no partition ${partition}`)
    const { earliest, end } = range
    const where = `partition ${partition}: wanted ${offset}, it has ${earliest} to ${end}`
    if (offset < earliest) throw new EngineError('log.gap', where)
    if (offset > end) throw new EngineError('log.beyond', where)
  }
}
