import { createProfile, inferPlan, type Seen } from '@maidian/tracking-plan'
import type { Command } from 'commander'
import { CliError } from '../../errors.ts'
import { seenInFile, seenInStore } from './infer-sources.ts'
import { type StoreOptions, withOpenStore, withStore } from './store-options.ts'
import { writePlan } from './write-plan.ts'

type Options = StoreOptions & {
  out: string
  map?: string
  fromStore?: string
  name: string
  languages: string
  owner: string
}

/** `maidian plan infer`: the plan that a person would start from, out of traffic. */
export const planInfer = (plan: Command): void => {
  withStore(plan.command('infer'))
    .description('write the plan that traffic suggests: from JSON lines, CSV or a store')
    .argument('[files...]', 'JSON lines of events or batches; with --map, CSV or JSON lines of rows')
    .requiredOption('--out <dir>', 'folder to write the plan to')
    .option('--map <file>', 'which column is what, as for import')
    .option('--from-store <project>', 'look at what a project has stored outside of its plan')
    .option('--name <name>', 'name of the plan', 'shop')
    .option('--languages <list>', 'languages of its texts', 'zh,en')
    .option('--owner <team>', 'who owns the events', 'growth')
    .action(async (files: string[], options: Options) => {
      const { traffic, add } = createProfile()
      const look = async (seen: AsyncIterable<Seen>): Promise<void> => {
        for await (const one of seen) add(one)
      }
      for (const file of files) await look(seenInFile(file, options.map))
      const { fromStore } = options
      if (fromStore !== undefined) await withOpenStore(options, store => look(seenInStore(store, fromStore)))
      if (traffic.events.size === 0) throw new CliError('plan.no_traffic')
      const languages = options.languages.split(',').map(language => language.trim())
      const { content, notes, remarks } = inferPlan(traffic, { plan: options.name, languages, owner: options.owner })
      const written = writePlan(options.out, content, remarks)
      const events = Object.keys(content.events).length
      process.stdout.write(
        `${[`${options.out}: ${events} events, ${Object.keys(content.properties).length} properties in ${written} files`, ...notes.map(note => `  ${note}`)].join('\n')}\n`,
      )
      process.stderr.write('Next: say in the YAML what each event means, then run plan lint and open a pull request.\n')
    })
}
