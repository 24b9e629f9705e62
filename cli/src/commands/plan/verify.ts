import { writeFileSync } from 'node:fs'
import { readSnapshot, stampOf, verifyDebug, verifyHtml, verifyText } from '@maidian/tracking-plan'
import type { Command } from 'commander'
import { withPlanFolder } from './folder.ts'
import { type StoreOptions, withOpenStore, withStore } from './store-options.ts'

type Options = StoreOptions & { plan: string; project: string; debug: string; out?: string; json?: boolean }

/** `maidian plan verify --debug ID`: what a tester's device sent, against the plan. Exit code 1 where it broke it. */
export const planVerify = (plan: Command): void => {
  withStore(withPlanFolder(plan.command('verify')))
    .description("hold what a tester's device sent against the plan (验收)")
    .requiredOption('--debug <id>', 'the debug id of the device')
    .option('--project <name>', 'database of the project', 'shop')
    .option('--out <file>', 'write the report as one HTML file')
    .option('--json', 'print it as JSON')
    .action((options: Options) =>
      withOpenStore(options, async store => {
        const { project, debug } = options
        const { latest: release, columns } = readSnapshot({ dir: options.plan, next: true })
        const ask = <Row>(sql: string): Promise<Row[]> => store.query<Row>({ sql })
        const report = await verifyDebug(ask, { project, release, stamp: stampOf(release), columns, debug })
        if (options.out !== undefined) writeFileSync(options.out, verifyHtml(report))
        process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : verifyText(report))
        if (report.events.some(({ state }) => state === 'broken')) process.exitCode = 1
      }),
    )
}
