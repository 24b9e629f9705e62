import type { Host } from '@maidian/sdk-core'

/** `run` as a listener for the page: what a hostile page makes of it is reported, and nothing reaches the page. */
export const safely =
  <A extends unknown[]>(host: Host, plugin: string, run: (...args: A) => void): ((...args: A) => void) =>
  (...args) => {
    try {
      run(...args)
    } catch (cause) {
      host.report('plugin', plugin, cause)
    }
  }
