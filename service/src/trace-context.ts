/** Which trace a request belongs to, and the caller's span in it: 32 and 16 lower-case hex digits. */
export type TraceContext = { trace_id: string; span_id: string }

/** Version, trace id, span id, flags; what a later version than 00 adds comes after another dash. */
const TRACEPARENT = /^(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-[\da-f]{2}(-.*)?$/

/**
 * The header `traceparent` of a request; null for one that is absent or that the specification calls invalid, which is
 * then as good as none. https://www.w3.org/TR/trace-context/#traceparent-header
 */
export const readTraceparent = (header: string | string[] | undefined): TraceContext | null => {
  if (typeof header !== 'string') return null
  const [, version, trace_id, span_id, more] = TRACEPARENT.exec(header) ?? []
  if (trace_id === undefined || span_id === undefined) return null
  // Version 00 ends after its flags.
  return version === '00' && more !== undefined ? null : { trace_id, span_id }
}
