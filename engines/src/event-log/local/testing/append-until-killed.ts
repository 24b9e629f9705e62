/** Appends until it is killed, and prints each offset once it is acknowledged. */
import { sampleHeader } from '../../../testing/sample-header.ts'
import { openLocalLog } from '../../local.ts'

const log = await openLocalLog({ dir: process.argv[2] as string, floorBytes: 0 })
const header = sampleHeader()
for (;;) {
  const positions = await Promise.all(
    Array.from({ length: 16 }, () => log.append({ partition: 0, header, value: Buffer.alloc(500) })),
  )
  process.stdout.write(positions.map(({ offset }) => `${offset}\n`).join(''))
}
