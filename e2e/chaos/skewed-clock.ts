/**
 * Loaded before a service (`node --import`): its clock is off by so many ms as the file that `CHAOS_CLOCK` names says, and
 * jumps when that changes.
 */
import { readFileSync } from 'node:fs'

const LOOK_MS = 200

const file = process.env.CHAOS_CLOCK ?? ''
const RealDate = Date
let skew = 0
const look = (): void => {
  skew = Number(readFileSync(file, 'utf8'))
}

if (file !== '') {
  look()
  setInterval(look, LOOK_MS).unref()
  const now = (): number => RealDate.now() + skew
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args) => Reflect.construct(target, args.length === 0 ? [now()] : args),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  })
}
