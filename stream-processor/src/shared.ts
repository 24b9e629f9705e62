import type { BatchEnvelope, LogHeader, LogPosition } from '@maidian/schemas'
import type { Project } from '@maidian/service'
import { miniDevice } from './steps/mini-device.ts'
import { type PageFacts, readPage } from './steps/page.ts'
import type { PlanStep } from './steps/plan.ts'
import type { ReadUrl } from './steps/url.ts'
import type { UserAgentFacts } from './steps/user-agent.ts'

export type RawEvent = Record<string, unknown>

/** A record and everything about it that its events share. */
export type Shared = {
  header: LogHeader
  batch: BatchEnvelope
  project: Project
  plan: PlanStep | null
  readUrl: ReadUrl
  position: Omit<LogPosition, 'log_index'>
  bot: boolean
  verdicts: Map<number, LogHeader['verdicts'][number]>
  /** What the context of an event says, and the user agent where it is silent; read once for all events that share it. */
  facts: (event: RawEvent) => ContextFacts
}

export type ContextFacts = PageFacts & UserAgentFacts

export const NO_AGENT: UserAgentFacts = {
  browser: '',
  browser_version: '',
  os: '',
  os_version: '',
  device_type: '',
  device_brand: '',
  device_model: '',
}

export const contextOf = (event: RawEvent, batch: BatchEnvelope): unknown =>
  typeof event.context === 'number' ? batch.contexts?.[event.context] : undefined

export const createFactsReader = (
  batch: BatchEnvelope,
  { readUrl, kind, agent }: { readUrl: ReadUrl; kind: LogHeader['kind']; agent: UserAgentFacts },
): Shared['facts'] => {
  const read = new Map<unknown, ContextFacts>()
  return event => {
    const context = contextOf(event, batch)
    const known = read.get(context) ?? {
      ...readPage(context, { readUrl, kind }),
      ...(kind === 'mini' ? miniDevice(context, agent) : agent),
    }
    read.set(context, known)
    return known
  }
}
