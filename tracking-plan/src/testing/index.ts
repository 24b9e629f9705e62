export { snapshotOf } from '../live/snapshot.ts'
export { nextOf, planOf, releaseOf } from './plan-of.ts'
