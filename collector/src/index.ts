export { type CollectorDeps, createCollector } from './app.ts'
export { COLLECTOR_ERRORS } from './errors.ts'
export { RULES } from './rules.ts'
