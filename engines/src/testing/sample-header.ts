import type { LogHeader } from '@maidian/schemas'

/** A plain header for tests. */
export const sampleHeader = (over: Partial<LogHeader> = {}): LogHeader => ({
  v: 1,
  project: 'shop',
  source: 'site',
  kind: 'web',
  door: 'events',
  received: Date.UTC(2026, 10, 11),
  ip: '',
  geo: null,
  ua: '',
  plan: '',
  encoding: 'identity',
  verdicts: [],
  ...over,
})
