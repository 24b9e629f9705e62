import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Bump,
  type Change,
  diffText,
  localDay,
  planRelease as makeRelease,
  type Places,
  type Release,
  readReleases,
  releasesBeside,
  releasesOf,
  stampOf,
  usablePlan,
  writeRelease,
} from '@maidian/tracking-plan'
import type { Command } from 'commander'
import { withPlanFolder } from './folder.ts'

/** The SQL that brings a store from one release to the next. */
export type Migration = (release: Release, previous: Release | null) => string

type Options = { plan: string; releases?: string; dryRun?: boolean }

const bumpLines = (bumps: Record<string, Bump>): string[] =>
  Object.entries(bumps)
    .filter(([, { bump }]) => bump !== 'none')
    .map(([event, { from, to, bump }]) => `  ${event}: ${from === null ? to : `${from} → ${to}`} (${bump})`)

const releaseText = (release: Release, bumps: Record<string, Bump>): string => {
  const changelog = Object.values(release.changelog ?? {}).map(lines => lines.map(line => `  ${line}`).join('\n'))
  return `${[stampOf(release), ...bumpLines(bumps), '', ...changelog].join('\n')}\n`
}

/** What the change files say stands in the release now, and would only be asked again. */
const removeChanges = (dir: string, { changes, places }: { changes: readonly Change[]; places: Places }): void => {
  for (const { slug } of changes) rmSync(join(dir, places.of(`change:${slug}`).file))
}

/** `maidian plan release`: makes the working tree a release that is never edited. Exits with 1 where it is refused. */
export const planRelease = (parent: Command, migration?: Migration): void => {
  withPlanFolder(parent.command('release'))
    .description('make an immutable release of the plan, unless it breaks something')
    .option('--releases <dir>', 'folder of the releases; beside the plan unless said')
    .option('--dry-run', 'say what would be released, and write nothing')
    .action(({ plan: dir, releases: releasesDir = releasesBeside(dir), dryRun }: Options) => {
      const plan = usablePlan(dir)
      const { content, changes } = plan
      const releases = readReleases(releasesDir)
      const planned = makeRelease({ content, releases, changes, today: localDay(new Date()) })
      if (!planned.ok) {
        process.stdout.write(diffText(planned.refused))
        process.stderr.write(`${dir}: not released\n`)
        process.exitCode = 1
        return
      }
      const { release, bumps, findings } = planned
      const loose = findings.filter(({ rule }) => rule.startsWith('waiver.'))
      if (loose.length > 0) process.stderr.write(diffText(loose))
      process.stdout.write(releaseText(release, bumps))
      if (dryRun) return

      const file = writeRelease(releasesDir, release)
      if (migration) {
        const [previous = null] = releasesOf(release.plan, releases)
        writeFileSync(file.replace(/\.json$/, '.sql'), migration(release, previous))
      }
      removeChanges(dir, plan)
      process.stderr.write(`${file}\n`)
    })
}
