/** Everything that can go wrong with a question: code → HTTP status, and what to do about it. */
export const ANALYTICS_ERRORS = {
  'question.invalid': { status: 400, say: 'the question cannot be read' },
  'question.not_built': { status: 501, say: 'this part of the contract is not built yet' },
  'question.too_slow': {
    status: 422,
    say: 'the question takes longer than it may; ask about a shorter range or fewer events',
  },
  'question.too_large': {
    status: 422,
    say: 'the question needs more memory than it may; ask about a shorter range or fewer events',
  },
  'request.refused': { status: 400, say: 'the request cannot be read' },
  'store.unavailable': { status: 503, say: 'the store does not answer; ask again later' },
  internal: { status: 500, say: 'something went wrong here; the log of the server says what' },
} as const

export type AnalyticsErrorCode = keyof typeof ANALYTICS_ERRORS

/** An answer that is an error. `path` names the field of the question, such as `steps[0].where.price`. */
export class AnalyticsError extends Error {
  readonly code: AnalyticsErrorCode
  readonly path: string | undefined
  constructor(code: AnalyticsErrorCode, detail: { message?: string; path?: string; cause?: unknown } = {}) {
    super(detail.message ?? ANALYTICS_ERRORS[code].say, { cause: detail.cause })
    this.name = 'AnalyticsError'
    this.code = code
    this.path = detail.path
  }
}

/** A field whose value is wrong. */
export const invalid = (path: string, message: string): AnalyticsError =>
  new AnalyticsError('question.invalid', { path, message })

/** A field, or a whole question, of the contract that this version does not answer. */
export const notBuilt = (path: string): AnalyticsError =>
  new AnalyticsError('question.not_built', { path, message: `${path} is part of the contract, but not built yet` })
