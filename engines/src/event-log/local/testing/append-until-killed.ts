/** Appends until it is killed, and prints each offset once it is acknowledged. */
import { openLocalLog } from '../../local.ts'

const log = await openLocalLog({ dir: process.argv[2] as string, floorBytes: 0 })
const header = {
  v: 1 as const,
  project: 'p',
  source: 's',
  kind: 'web' as const,
  door: 'events',
  received: 0,
  ip: '',
  geo: null,
  ua: '',
  plan: '',
  encoding: 'identity' as const,
  verdicts: [],
}
for (;;) {
  const positions = await Promise.all(
    Array.from({ length: 16 }, () => log.append({ partition: 0, header, value: Buffer.alloc(500) })),
  )
  process.stdout.write(positions.map(({ offset }) => `${offset}\n`).join(''))
}
