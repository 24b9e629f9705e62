import { type Command, InvalidArgumentError } from 'commander'
import { asOperator, withOperator } from '../operator/store.ts'
import { type Listed, listQuarantine } from '../quarantine/groups.ts'
import { conditionOf, type WhichOptions, withWhich } from '../quarantine/which.ts'

type Options = WhichOptions & { samples: number; limit: number; json?: boolean }

const number = (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > 10_000) throw new InvalidArgumentError('a number of 0 to 10000')
  return value
}

/** Longer raw events are cut in the list; --json has them whole. */
const MOST = 300

const shown = (sample: string): string => `      ${sample.length > MOST ? `${sample.slice(0, MOST)}…` : sample}`

const textOf = ({ project, events, groups }: Listed): string => {
  if (events === 0) return `${project}: nothing is in quarantine\n`
  const lines = groups.flatMap(({ name, rule, app_version, events: n, first, last, samples }) => [
    `${n.toLocaleString('en').padStart(9)}  ${name || '(no name)'} · ${rule || '(no rule)'}${app_version === '' ? '' : ` · app ${app_version}`} · ${first.slice(0, 19)} to ${last.slice(0, 19)} UTC`,
    ...samples.map(shown),
  ])
  return `${project}: ${events.toLocaleString('en')} ${events === 1 ? 'event' : 'events'} in quarantine\n${lines.join('\n')}\n`
}

/** `maidian quarantine`: what is kept from `events` and not settled. */
export const addQuarantineCommand = (program: Command): void => {
  withWhich(withOperator(program.command('quarantine')))
    .description('list what is in quarantine, by event, rule and app version, with samples')
    .option('--samples <n>', 'raw events for each', number, 1)
    .option('--limit <n>', 'how many groups', number, 50)
    .option('--json', 'print it as JSON')
    .action((options: Options) =>
      asOperator(options, async store => {
        const { project, samples, limit } = options
        const condition = conditionOf(project, options)
        const listed = await listQuarantine(store, { project, condition, samples, limit })
        process.stdout.write(options.json ? `${JSON.stringify(listed)}\n` : textOf(listed))
      }),
    )
}
