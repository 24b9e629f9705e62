import { bound, type CreateTracker } from '../bind.ts'
import { createTtHost } from '../hosts/tt.ts'
import type { WxLike } from '../hosts/wx-like.ts'

export * from '../face.ts'

declare const tt: WxLike<object>

export const createTracker: CreateTracker = bound(() => createTtHost(tt))
