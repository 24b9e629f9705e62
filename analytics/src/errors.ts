import { type ErrorEntry, type HttpError, httpErrors } from '@maidian/service'

/** Everything that can go wrong with a question: code → HTTP status, and what to do about it. */
export const ANALYTICS_ERRORS = {
  'question.invalid': { status: 400, say: 'the question is not one of the contract' },
  'question.not_built': { status: 501, say: 'part of the contract, but not built yet' },
  'question.too_slow': {
    status: 422,
    say: 'the question takes longer than it may; ask about a shorter range or fewer events',
  },
  'question.too_large': {
    status: 422,
    say: 'the question needs more memory than it may; ask about a shorter range or fewer events',
  },
  'store.unavailable': { status: 503, say: 'the store does not answer; ask again later' },
} as const satisfies Record<string, ErrorEntry>

export const analyticsError = httpErrors(ANALYTICS_ERRORS)

/** A field whose value is wrong. `path` is where it stands, such as `steps[0].where.price`. */
export const invalid = (path: string, detail: string): HttpError =>
  analyticsError('question.invalid', { detail: path === '' ? detail : `${path}: ${detail}`, fields: { path } })

/** A field, or a whole question, of the contract that this version does not answer. */
export const notBuilt = (path: string): HttpError =>
  analyticsError('question.not_built', { detail: path, fields: { path } })
