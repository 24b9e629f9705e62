import type { Thread } from './thread.ts'

type Callback = ((result: never) => void) | undefined
type Callbacks = { success?: Callback; fail?: Callback; complete?: Callback }

/** What a function of `wx` fails with; `why` is what WeChat says after `name:fail`. */
export type ApiError = Error & { why: string; errno?: number }

export const apiError = (why: string, errno?: number): ApiError =>
  Object.assign(new Error(why), { why }, errno === undefined ? {} : { errno })

// Each function of `wx` derives its answer from its argument's type; what can be checked here is the answer itself.
type AsyncApi<Option> = (option?: Option & Callbacks) => never

/**
 * A function of `wx` that answers later: by callbacks where the caller gave one, else by a promise. `act` gives the
 * result without `errMsg`, or throws an `apiError`.
 */
export const asyncApi =
  <Option extends object, Result extends object>(
    thread: Thread,
    name: string,
    act: (option: Option) => Omit<Result, 'errMsg'> | Promise<Omit<Result, 'errMsg'>>,
  ): AsyncApi<Option> =>
  option => {
    const { success, fail, complete } = (option ?? {}) as Callbacks
    const outcome = Promise.resolve()
      .then(() => act((option ?? {}) as Option))
      .then(
        result => ({ ok: true, result: { ...result, errMsg: `${name}:ok` } }),
        (error: Partial<ApiError>) => {
          const errno = error.errno === undefined ? {} : { errno: error.errno }
          return { ok: false, result: { errMsg: `${name}:fail ${error.why ?? error.message}`, ...errno } }
        },
      )
    if (success || fail || complete) {
      void outcome.then(({ ok, result }) => {
        thread.post(() => (ok ? success : fail)?.(result as never))
        thread.post(() => complete?.(result as never))
      })
      return undefined as never
    }
    return new Promise((resolve, reject) => {
      void outcome.then(({ ok, result }) => thread.post(() => (ok ? resolve : reject)(result)))
    }) as never
  }
