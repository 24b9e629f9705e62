import { availableParallelism } from 'node:os'
import * as z from 'zod'

const MOST = 64

/** How many processes take events: a number, or `auto`, one for each core that this process may use. */
export const WorkerCount = z.union(
  [z.literal('auto').transform(() => Math.min(MOST, availableParallelism())), z.coerce.number().int().min(1).max(MOST)],
  `write a number from 1 to ${MOST}, or auto`,
)
