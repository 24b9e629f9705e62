import { randomBytes } from 'node:crypto'

let counter = 0

/** A UUIDv7 of now, or of another time in ms. */
export const newId = (ms = Date.now()): string => {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(ms, 0, 6)
  bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

export type Made = { id: string; event: string; time: number; props?: object; user?: string; device?: string }

export const made = (event: string, over: Partial<Made> = {}): Made => ({
  id: newId(),
  event,
  time: Date.now(),
  props: { n: counter++ },
  ...over,
})

/** Sends a batch as a web SDK does. */
export const send = (
  url: string,
  batch: { device?: string; events: unknown[]; contexts?: object[] },
  key = 'wk_demo_web',
): Promise<Response> =>
  fetch(`${url}/v1/events?key=${key}`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain;charset=UTF-8' },
    body: JSON.stringify({ sdk: 'web/0.1.0', sent: Date.now(), ...batch }),
  })
