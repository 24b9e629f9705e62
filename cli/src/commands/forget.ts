import type { Command } from 'commander'
import { CliError } from '../errors.ts'
import { type Forgotten, forgetPerson, type Whom } from '../operator/forget-person.ts'
import { asOperator, type OperatorOptions, operatorName, withOperator } from '../operator/store.ts'

type Options = OperatorOptions & { user?: string; device?: string; dryRun?: boolean; json?: boolean }

const whomOf = ({ user, device }: Options): Whom => {
  if (user && device === undefined) return { user }
  if (device && user === undefined) return { device }
  throw new CliError('forget.whom')
}

/** What a command over the tables does not reach. */
const REMAINS = [
  'the log, until its retention (Kafka: retention.ms of the topic; embedded: 24 h after it was read, or 10 GiB); what is read again is dropped',
  'backups of ClickHouse; forget again after restoring one',
  'events of other people that name this one in a property, such as from_user of $share',
  'records in quarantine that could not be unpacked',
]

const textOf = ({ project, devices, erased, dryRun }: Forgotten): string => {
  const rows = Object.entries(erased).map(([table, n]) => `${table} ${n.toLocaleString('en')}`)
  const said = dryRun ? 'would be removed' : 'removed'
  return `${project}: a person with ${devices} linked ${devices === 1 ? 'device' : 'devices'}; rows ${said}: ${rows.join(' · ')}
Not reached:
${REMAINS.map(line => `  ${line}`).join('\n')}
`
}

/** `maidian forget`: removes a person from every table, and keeps what they did until now from coming back. */
export const addForgetCommand = (program: Command): void => {
  withOperator(program.command('forget'))
    .description('remove a person from every table, for good')
    .option('--user <name>', 'the user, with all devices')
    .option('--device <name>', 'a device that no user is known of, with those it shares ids with')
    .option('--dry-run', 'only count what would be removed')
    .option('--json', 'print the summary as JSON')
    .action((options: Options) =>
      asOperator(options, async store => {
        const whom = whomOf(options)
        const { project, dryRun = false } = options
        const forgotten = await forgetPerson(store, { project, whom, by: operatorName(), dryRun })
        process.stdout.write(
          options.json ? `${JSON.stringify({ ...forgotten, remains: REMAINS })}\n` : textOf(forgotten),
        )
      }),
    )
}
