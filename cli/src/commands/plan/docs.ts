import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { catalogFiles, isInPlan, readSnapshot } from '@maidian/tracking-plan'
import type { Command } from 'commander'
import { withPlanFolder } from './folder.ts'

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
        if (fires.shot === undefined || !isInPlan(dir, fires.shot)) continue
        mkdirSync(dirname(join(out, fires.shot)), { recursive: true })
        copyFileSync(join(dir, fires.shot), join(out, fires.shot))
      }
      process.stderr.write(`${join(out, 'index.html')}: ${files.size} files\n`)
    })
}
