import { availableParallelism } from 'node:os'
import * as z from 'zod'

const MOST = 64

const isCount = (text: string): boolean => text === 'auto' || (/^[1-9]\d?$/.test(text) && Number(text) <= MOST)

/** How many processes take events: a number, or `auto`, one for each core that this process may use. */
export const WorkerCount = z
  .string()
  .refine(isCount, `write a number from 1 to ${MOST}, or auto`)
  .transform(text => (text === 'auto' ? Math.min(MOST, availableParallelism()) : Number(text)))
