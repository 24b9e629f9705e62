import { bound, type CreateTracker } from '../bind.ts'
import { wxLike } from '../hosts/wx-like.ts'

export { lifeCycle } from '../plugins/life-cycle.ts'
export { pageViews } from '../plugins/page-views.ts'
export { shares } from '../plugins/shares.ts'

/** WeChat without what most apps can do without: for packages near their limit (主包 2 MB). */
export const createTracker: CreateTracker = bound(() => wxLike('wx', wx))
