import { unwatchFile, watchFile } from 'node:fs'
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
const rest = ({ name, timezone, plan, url_query, unplanned }: Project): string =>
  JSON.stringify([name, timezone, plan, url_query, unplanned])

/**
 * Keys, origins, limits and mappings of the sources, taken over from the configuration while it changes: a key that has
 * leaked is shut out within seconds, and nothing under way is lost.
 */
export const liveSources = (options: LiveSourcesOptions): LiveSources => {
  const { config, file, everyMs = 1000, onTaken = () => {}, onRefused = () => {} } = options
  const known = config.projects.map(rest).join()
  let current = indexSources(config)

  const look = (): void => {
    try {
      const next = readConfig(file)
      if (next.projects.map(rest).join() !== known) throw new Error('projects themselves have changed: start anew')
      current = indexSources(next)
      onTaken()
    } catch (error) {
      onRefused((error as Error).message)
    }
  }
  watchFile(file, { interval: everyMs, persistent: false }, look)
  return { get: key => current.get(key), close: () => unwatchFile(file, look) }
}
