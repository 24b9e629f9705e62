export { type Timers, withTimers } from '@maidian/sdk-core'
