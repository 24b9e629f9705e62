import { bound, type CreateTracker } from '../bind.ts'
import { wxLike } from '../hosts/wx-like.ts'

export * from '../face.ts'
export { sceneNames } from '../scenes.ts'

export const createTracker: CreateTracker = bound(() => wxLike('wx', wx))
