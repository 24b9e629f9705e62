import { bound, type CreateTracker } from '../bind.ts'
import { createMyHost } from '../hosts/my.ts'

export * from '../face.ts'

export const createTracker: CreateTracker = bound(() => createMyHost(my))
