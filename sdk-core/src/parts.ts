import type { Backoff } from './backoff.ts'
import type { ResolvedConfig } from './config.ts'
import type { ConsentGate } from './consent.ts'
import type { Identity } from './identity.ts'
import type { Losses } from './losses.ts'
import type { Platform } from './platform.ts'
import type { EachPlugin } from './plugins.ts'
import type { Report } from './problem.ts'
import type { Queue } from './queue.ts'
import type { Session } from './session.ts'
import type { SuperProps } from './super-props.ts'

/** What recorder and delivery are made of. */
export type Parts = {
  config: ResolvedConfig
  platform: Platform
  report: Report
  each: EachPlugin
  newId: (time?: number) => string
  identity: Identity
  session: Session
  superProps: SuperProps
  gate: ConsentGate
  queue: Queue
  /** Names of what has begun since the last event, and is told before it. */
  begun: Set<string>
  losses: Losses
  backoff: Backoff
}
