import { addColumn } from '@maidian/engines'
import { planColumns, type Release } from '@maidian/tracking-plan'

/**
 * The SQL of a release: the columns that it has and the one before it has not. Services add them by themselves; this is
 * for those who want to read or run it before. Run it in the database of the project.
 */
export const releaseMigration = (release: Release, previous: Release | null): string => {
  const before = new Set(previous ? planColumns([previous]).map(({ name }) => name) : [])
  const added = planColumns([release]).filter(({ name }) => !before.has(name))
  const head = `-- ${release.plan}@${release.version}${previous ? `, after ${previous.version}` : ''}\n`
  return added.length === 0
    ? `${head}-- No new columns.\n`
    : `${head}ALTER TABLE events\n  ${added.map(addColumn).join(',\n  ')};\n`
}
