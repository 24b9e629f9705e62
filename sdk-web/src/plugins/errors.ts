import type { Plugin } from '@maidian/sdk-core'
import { safely } from './support/safely.ts'

export type ErrorOptions = {
  /** The most that one page load sends. Default 20. */
  max?: number
}

const NAME = 'errors'

/** The same for the same way through the code: without message, line numbers and what follows `?` or `#` in urls. */
const hashOf = (stack: string, message: string): string => {
  let hash = 0
  for (const sign of stack.replace(message, '').replace(/[?#][^\s)]*|:\d+/g, '')) {
    hash = (Math.imul(hash, 31) + sign.codePointAt(0)!) >>> 0
  }
  return hash.toString(36)
}

/**
 * Sends `$error {message, stack_hash}` for exceptions and rejections that nobody caught, the same one once a page
 * view; without `stack_hash` where there is no stack, as with `Script error.` of foreign scripts. Files that do not
 * load are no errors.
 */
export const errors = ({ max = 20 }: ErrorOptions = {}): Plugin => {
  const told = new Set<string>()
  let left = max
  return {
    name: NAME,
    calling: name => {
      if (name === '$page_view') told.clear()
    },
    setup: host => {
      const tell = (said: unknown, error: unknown): void => {
        const message = String(said).slice(0, 500)
        // Anything can be thrown.
        const { stack, message: own } = Object(error)
        const stack_hash = typeof stack === 'string' ? hashOf(stack, `${own}`) : undefined
        const key = `${stack_hash} ${message}`
        if (left <= 0 || told.has(key)) return
        // Before the call: an error of our own finds itself told.
        told.add(key)
        left--
        host.track('$error', { message, stack_hash })
      }
      addEventListener(
        'error',
        safely(host, NAME, ({ message, error }: ErrorEvent) => {
          if (message) tell(message, error)
        }),
      )
      addEventListener(
        'unhandledrejection',
        safely(host, NAME, ({ reason }: PromiseRejectionEvent) => tell(reason?.message ?? reason, reason)),
      )
    },
  }
}
