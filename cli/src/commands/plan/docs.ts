import { copyFileSync, existsSync, mkdirSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import { catalogFiles, readSnapshot } from '@maidian/tracking-plan'
import type { Command } from 'commander'
import { withPlanFolder } from './folder.ts'

/** A file of the plan's folder: neither its path nor a link leads out of it, for what is copied may be published. */
const isInside = (dir: string, path: string): boolean => {
  const file = join(dir, path)
  if (normalize(path).startsWith('..') || !existsSync(file) || !statSync(file).isFile()) return false
  return realpathSync(file).startsWith(realpathSync(dir) + sep)
}

/** `maidian plan docs`: the catalog as static files, which any server or folder can hold. */
export const planDocs = (plan: Command): void => {
  withPlanFolder(plan.command('docs'))
    .description('write the catalog: a searchable page per event, in both languages')
    .requiredOption('--out <dir>', 'where to write it')
    .action(({ plan: dir, out }: { plan: string; out: string }) => {
      const { latest, releases } = readSnapshot({ dir, next: true })
      const files = catalogFiles(latest, releases)
      for (const [path, text] of files) {
        mkdirSync(dirname(join(out, path)), { recursive: true })
        writeFileSync(join(out, path), text)
      }
      for (const { fires } of Object.values(latest.events)) {
        if (fires.shot === undefined || !isInside(dir, fires.shot)) continue
        mkdirSync(dirname(join(out, fires.shot)), { recursive: true })
        copyFileSync(join(dir, fires.shot), join(out, fires.shot))
      }
      process.stderr.write(`${join(out, 'index.html')}: ${files.size} files\n`)
    })
}
