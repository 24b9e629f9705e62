export { type CollectorDeps, createCollector } from './app.ts'
export { COLLECTOR_ERRORS } from './errors.ts'
export { type ByPlan, judge } from './judge.ts'
export { RULES } from './rules.ts'
