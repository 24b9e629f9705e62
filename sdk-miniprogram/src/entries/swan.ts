import { bound, type CreateTracker } from '../bind.ts'
import { type WxLike, wxLike } from '../hosts/wx-like.ts'

export * from '../face.ts'

declare const swan: WxLike

export const createTracker: CreateTracker = bound(() => wxLike('swan', swan))
