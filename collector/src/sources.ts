import { type Config, type Project, readMapping, type Source } from '@maidian/service'
import { createRename, type Rename } from './doors/rename.ts'

export type KnownSource = {
  project: Project
  source: Source
  /** What rows call it: its name, else its key. */
  label: string
  allows: (origin: string) => boolean
  /** Names of another tracker as names of the plan, where the source has a mapping. */
  rename: Rename | null
}

/** `http://localhost:*` → a test for origins; `*` is any run of characters but a slash. */
const originTest = (patterns: readonly string[]): ((origin: string) => boolean) => {
  if (patterns.includes('*')) return () => true
  const tests = patterns.map(pattern => {
    const escaped = pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    return new RegExp(`^${escaped.join('[^/]*')}$`, 'i')
  })
  return origin => tests.some(test => test.test(origin))
}

/** Write key → source. A server's key has no business in a page, so a request with an Origin is refused for it. */
export const indexSources = (config: Config): Map<string, KnownSource> =>
  new Map(
    config.projects.flatMap(project =>
      project.sources.flatMap(source => {
        const allows = source.kind === 'server' ? () => false : source.origins ? originTest(source.origins) : () => true
        const rename = source.mapping === undefined ? null : createRename(readMapping(source.mapping))
        const known: KnownSource = { project, source, label: source.name ?? source.key, allows, rename }
        // Both keys are the same source: its limits count for them together.
        return [source.key, ...(source.previous_key ? [source.previous_key] : [])].map(key => [key, known] as const)
      }),
    ),
  )
