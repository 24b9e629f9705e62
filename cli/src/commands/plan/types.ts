import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { SourceKind } from '@maidian/schemas'
import { releaseToBuild, stampOf, typesFile } from '@maidian/tracking-plan'
import { type Command, Option } from 'commander'
import { withPlanFolder } from './folder.ts'

type Options = { plan: string; source: SourceKind; out?: string }

/** `maidian plan types`: typed functions for the events of one kind of source. */
export const planTypes = (plan: Command): void => {
  withPlanFolder(plan.command('types'))
    .description('write typed functions for the SDKs')
    .addOption(new Option('--source <kind>', 'who sends').choices(SourceKind.options).default('web'))
    .option('--out <file>', 'where to write; without, to standard output')
    .action(({ plan: dir, source, out }: Options) => {
      const release = releaseToBuild(dir)
      const text = typesFile(release, source)
      if (out === undefined) {
        process.stdout.write(text)
        return
      }
      mkdirSync(dirname(out), { recursive: true })
      writeFileSync(out, text)
      process.stderr.write(`${out}: ${stampOf(release)}\n`)
    })
}
