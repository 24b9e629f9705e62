export { type DroppedAsForgotten, subjectHash } from './forgotten.ts'
export { CONSUMER_GROUP, type Processor, type ProcessorDeps, startProcessor } from './processor.ts'
