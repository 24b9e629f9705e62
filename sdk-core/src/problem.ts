import { attempt } from './attempt.ts'
import type { BadProperty } from './event.ts'
import type { EventRemark } from './platform.ts'

/**
 * What `onError` is told. `code` is stable:
 *
 * - `config`: the tracker cannot work with this configuration and does nothing
 * - `call`: a method was called with what it cannot use, or failed; nothing was sent for it
 * - `property`: a property was left out of its event
 * - `lost`: an event was dropped and counted
 * - `remark`: the collector did not plainly accept an event (`remark` says why)
 * - `waiting`: the collector does not answer or asks to wait; everything is kept
 * - `stopped`: key or origin is refused; sending begins again with the next page
 * - `plugin`: a plugin failed
 */
export type Problem = {
  code: 'config' | 'call' | 'property' | 'lost' | 'remark' | 'waiting' | 'stopped' | 'plugin'
  message: string
  /** The event's id, where it is about one. */
  event?: string | undefined
  remark?: EventRemark | undefined
  cause?: unknown
}

export type Report = (code: Problem['code'], message: string, cause?: unknown, remark?: EventRemark) => void

/** Tells the page's `onError`; what that throws is nobody's business. */
export const createReport =
  (onError: ((problem: Problem) => void) | undefined): Report =>
  (code, message, cause, remark) => {
    // The SDK is a guest: no exception of its own, and none on the page's behalf.
    attempt(() => onError?.({ code, message, cause, event: remark?.id, remark }))
  }

/** What a thrown value says; anything can be thrown. */
export const messageOf = (cause: unknown): string => attempt(() => String(cause)) ?? ''

/** Tells of properties that had to be left out of `what`: an event, or nothing in particular. */
export const badPropertyOf =
  (report: Report, what: string): BadProperty =>
  (property, cause) =>
    report('property', `${what}: ${property} is left out`, cause)
