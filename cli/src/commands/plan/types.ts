import { SourceKind } from '@maidian/schemas'
import { commonJsFiles, releaseToBuild, stampOf, typesFile } from '@maidian/tracking-plan'
import { type Command, Option } from 'commander'
import { withPlanFolder } from './folder.ts'
import { writeOut } from './write-out.ts'

type Options = { plan: string; source: SourceKind; out?: string }

/** `maidian plan types`: typed functions for the events of one kind of source, in TypeScript or, into a `.js` file, in CommonJS. */
export const planTypes = (plan: Command): void => {
  withPlanFolder(plan.command('types'))
    .description('write typed functions for the SDKs')
    .addOption(new Option('--source <kind>', 'who sends').choices(SourceKind.options).default('web'))
    .option(
      '--out <file>',
      'where to write, in CommonJS with a .d.ts beside it where it ends in .js; without, to standard output',
    )
    .action(({ plan: dir, source, out }: Options) => {
      const release = releaseToBuild(dir)
      const of = stampOf(release)
      if (!out?.endsWith('.js')) {
        writeOut(typesFile(release, source), { out, of })
        return
      }
      const { script, declarations } = commonJsFiles(release, source)
      writeOut(script, { out, of })
      writeOut(declarations, { out: out.replace(/\.js$/, '.d.ts'), of })
    })
}
