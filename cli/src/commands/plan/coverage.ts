import { coverageText, readCoverage, readSnapshot } from '@maidian/tracking-plan'
import { type Command, InvalidArgumentError } from 'commander'
import { withPlanFolder } from './folder.ts'
import { type StoreOptions, withOpenStore, withStore } from './store-options.ts'

type Options = StoreOptions & { plan: string; project: string; days: number; json?: boolean }

const days = (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('a number of days, from 1')
  return value
}

/** `maidian plan coverage`: what is sent of the plan, by whom, and how well. */
export const planCoverage = (plan: Command): void => {
  withStore(withPlanFolder(plan.command('coverage')))
    .description('what is sent of the plan: by source and app version, with fill rates; and what nobody sends')
    .option('--project <name>', 'database of the project', 'shop')
    .option('--days <n>', 'how far back', days, 30)
    .option('--json', 'print it as JSON')
    .action((options: Options) =>
      withOpenStore(options, async store => {
        const { latest: release, columns } = readSnapshot({ dir: options.plan, next: true })
        const ask = <Row>(sql: string): Promise<Row[]> => store.query<Row>({ sql })
        const coverage = await readCoverage(ask, { project: options.project, release, columns, days: options.days })
        process.stdout.write(options.json ? `${JSON.stringify(coverage)}\n` : coverageText(coverage))
      }),
    )
}
