import { CONSUMER_GROUP } from '@maidian/stream-processor'
import type { Command } from 'commander'
import { type Moved, moveToPlace, readPlace } from '../from-log/place.ts'
import { whileIdle } from '../operator/idle.ts'
import { asOperator, withOperator } from '../operator/store.ts'
import { type Replayed, replayQuarantine } from '../quarantine/replay.ts'
import { conditionOf, type WhichOptions, withWhich } from '../quarantine/which.ts'

type Options = WhichOptions & {
  url: string
  dryRun?: boolean
  json?: boolean
  fromLog?: string
  acceptGap?: boolean
}

const told = (n: number): string => n.toLocaleString('en')

const textOf = ({ project, dryRun, verdicts, rules }: Replayed): string => {
  const { accepted = 0, flagged = 0, quarantined = 0, blocked = 0 } = verdicts
  const again = dryRun ? 'would be put into the log again' : 'put into the log again'
  const lines = [`${project}: ${told(accepted + flagged)} ${again} (${told(flagged)} flagged)`]
  if (quarantined + blocked > 0) lines.push(`${told(quarantined + blocked)} stay in quarantine:`)
  for (const [rule, n] of Object.entries(rules).sort(([, a], [, b]) => b - a))
    lines.push(`${told(n).padStart(9)}  ${rule}`)
  return `${lines.join('\n')}\n`
}

const lineOf = ({ partition, from, to, end, gap }: Moved): string => {
  const before = from === null ? 'nothing was read yet' : `before: ${told(from)}`
  const lost = gap > 0 ? `; ${told(gap)} records before it are gone` : ''
  return `partition ${partition}: goes on at ${told(to)} (${before}; the log ends at ${told(end)})${lost}`
}

const fromQuarantine = (options: Options): Promise<void> =>
  asOperator(options, async store => {
    const { project, url, dryRun = false } = options
    const target = { url, token: process.env.MAIDIAN_ADMIN_TOKEN }
    const condition = conditionOf(project, options)
    const replayed = await replayQuarantine(store, { project, condition, target, dryRun })
    process.stdout.write(options.json ? `${JSON.stringify(replayed)}\n` : textOf(replayed))
  })

/** Has the stream processor read the log again, once it is started. */
const fromLog = async (options: Options & { fromLog: string }): Promise<void> => {
  const place = readPlace(options.fromLog)
  const { acceptGap = false, dryRun = false } = options
  const moved = await whileIdle({ ...options, projects: [options.project] }, ({ log }) =>
    moveToPlace(log, { group: CONSUMER_GROUP, place, acceptGap, dryRun }),
  )
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ...moved, dryRun })}\n`)
    return
  }
  const cut = moved.isCut ? 'the log begins after that time: what was received before its beginning is not read\n' : ''
  const next = dryRun ? 'nothing was changed\n' : 'start Maidian (or its stream processors): ids decide what is new\n'
  process.stdout.write(`${moved.moved.map(one => `${lineOf(one)}\n`).join('')}${cut}${next}`)
}

/** `maidian replay`: judges what is in quarantine by today's plan; `--from-log`: reads the log again. */
export const addReplayCommand = (program: Command): void => {
  withWhich(withOperator(program.command('replay')))
    .description("judge what is in quarantine by today's plan, and put what is good into the log again")
    .option(
      '--url <url>',
      'a running Maidian or collector; MAIDIAN_ADMIN_TOKEN where it wants one',
      'http://127.0.0.1:8080',
    )
    .option(
      '--from-log <place>',
      'instead: have the log read again from an offset (PARTITION:OFFSET,… where it has several partitions) or a time; while no processor runs',
    )
    .option('--accept-gap', 'with --from-log: begin where the log begins, although records before it are gone')
    .option('--dry-run', 'only say what would become of it')
    .option('--json', 'print the summary as JSON')
    .action((options: Options) =>
      options.fromLog === undefined ? fromQuarantine(options) : fromLog({ ...options, fromLog: options.fromLog }),
    )
}
