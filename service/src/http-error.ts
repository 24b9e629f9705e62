/** A row of a service's error table. */
export type ErrorEntry = { status: number; say: string }

/** A failure that is an answer: status, code, message for a person, and fields that belong to the code. */
export class HttpError extends Error {
  readonly status: number
  readonly code: string
  readonly fields: Record<string, unknown>
  readonly headers: Record<string, string>
  constructor(
    answer: { status: number; code: string; message: string; fields?: Record<string, unknown> },
    options: { cause?: unknown; headers?: Record<string, string> } = {},
  ) {
    super(answer.message, { cause: options.cause })
    this.name = 'HttpError'
    this.status = answer.status
    this.code = answer.code
    this.fields = answer.fields ?? {}
    this.headers = options.headers ?? {}
  }
}

export type ErrorDetail = {
  /** What exactly, after the table's general sentence. */
  detail?: string
  fields?: Record<string, unknown>
  headers?: Record<string, string>
  cause?: unknown
}

/** Makes a service's one way to raise an error out of its one table. */
export const httpErrors =
  <Code extends string>(table: Record<Code, ErrorEntry>) =>
  (code: Code, { detail, fields, headers, cause }: ErrorDetail = {}): HttpError =>
    new HttpError(
      {
        status: table[code].status,
        code,
        message: detail ? `${table[code].say}: ${detail}` : table[code].say,
        ...(fields && { fields }),
      },
      { cause, ...(headers && { headers }) },
    )
