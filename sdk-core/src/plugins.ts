import type { Plugin } from './plugin.ts'
import { messageOf, type Report } from './problem.ts'

/** Runs something with each plugin in turn. */
export type EachPlugin = (run: (plugin: Plugin) => void) => void

/** A plugin that throws is reported, and the others go on. */
export const eachOf =
  (plugins: readonly Plugin[], report: Report): EachPlugin =>
  run => {
    for (const plugin of plugins) {
      try {
        run(plugin)
      } catch (cause) {
        report('plugin', `${plugin.name}: ${messageOf(cause)}`, cause)
      }
    }
  }
