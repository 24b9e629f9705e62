import { statSync } from 'node:fs'
import { type Config, type Project, readConfig } from '@maidian/service'
import { indexSources, type KnownSource } from './sources.ts'

/** Write key → source, as of now. */
export type Sources = { get(key: string): KnownSource | undefined }

export type LiveSources = Sources & { close(): void }

export type LiveSourcesOptions = {
  config: Config
  /** The configuration that was read; looked at again and again. */
  file: string
  /** How often, in ms. Default 1,000. */
  everyMs?: number
  onTaken?: () => void
  /** A change that cannot be used: what was in force stays so. */
  onRefused?: (reason: string) => void
}

/** What more than the collector knows of a project: a change of it wants a restart of all. */
const rest = ({ name, timezone, plan, url_query, unplanned, sources }: Project): string => {
  // Wants a secret, which is looked for at the start.
  const cookieless = sources.some(source => source.identity === 'cookieless')
  return JSON.stringify([name, timezone, plan, url_query, unplanned, cookieless])
}

/**
 * Keys, origins, limits and mappings of the sources, taken over from the configuration while it changes: a key that has
 * leaked is shut out within seconds, and nothing under way is lost.
 */
export const liveSources = (options: LiveSourcesOptions): LiveSources => {
  const { config, file, everyMs = 1000, onTaken = () => {}, onRefused = () => {} } = options
  const known = config.projects.map(rest).join()
  let current = indexSources(config)
  let taken = JSON.stringify(config)
  /** When the file was written last, as of the last look; none yet, since it may have changed since it was read. */
  let written = 0
  /** The last refusal, which is told once. */
  let told = ''

  const look = (): void => {
    try {
      const { mtimeMs } = statSync(file)
      if (mtimeMs === written) return
      written = mtimeMs
      const next = readConfig(file)
      if (JSON.stringify(next) === taken) return
      if (next.projects.map(rest).join() !== known) throw new Error('projects themselves have changed: start anew')
      current = indexSources(next)
      taken = JSON.stringify(next)
      told = ''
      onTaken()
    } catch (error) {
      const { message } = error as Error
      if (message !== told) onRefused(message)
      told = message
    }
  }
  const timer = setInterval(look, everyMs)
  timer.unref()
  return { get: key => current.get(key), close: () => clearInterval(timer) }
}
