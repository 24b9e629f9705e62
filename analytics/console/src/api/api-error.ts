/** What the API, or the way to it, answered instead of an answer. */
export class ApiError extends Error {
  /** 0 when nothing answered. */
  readonly status: number
  readonly code: string
  /** The wrong field, such as `steps[0].where.price`; empty when no single one is. */
  readonly path: string
  constructor(answer: { status: number; code: string; message: string; path?: string }, options?: ErrorOptions) {
    super(answer.message, options)
    this.name = 'ApiError'
    this.status = answer.status
    this.code = answer.code
    this.path = answer.path ?? ''
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** `{"error":{"code","message","path"}}`; a proxy in between may answer anything else. */
export const apiErrorOf = async (response: Response): Promise<ApiError> => {
  const body: unknown = await response.json().catch(() => null)
  const error = ((body as { error?: unknown } | null)?.error ?? {}) as Record<string, unknown>
  const path = text(error.path)
  return new ApiError({
    status: response.status,
    code: text(error.code) ?? 'http',
    message: text(error.message) ?? `${response.status} ${response.statusText}`.trim(),
    ...(path !== undefined && { path }),
  })
}
