import type { Command } from 'commander'
import { asOperator, withOperator } from '../operator/store.ts'
import { type Replayed, replayQuarantine } from '../quarantine/replay.ts'
import { conditionOf, type WhichOptions, withWhich } from '../quarantine/which.ts'

type Options = WhichOptions & { url: string; dryRun?: boolean; json?: boolean }

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

/** `maidian replay`: judges what is in quarantine by today's plan. */
export const addReplayCommand = (program: Command): void => {
  withWhich(withOperator(program.command('replay')))
    .description("judge what is in quarantine by today's plan, and put what is good into the log again")
    .option(
      '--url <url>',
      'a running Maidian or collector; MAIDIAN_ADMIN_TOKEN where it wants one',
      'http://127.0.0.1:8080',
    )
    .option('--dry-run', 'only say what would become of it')
    .option('--json', 'print the summary as JSON')
    .action((options: Options) =>
      asOperator(options, async store => {
        const { project, url, dryRun = false } = options
        const target = { url, token: process.env.MAIDIAN_ADMIN_TOKEN }
        const condition = conditionOf(project, options)
        const replayed = await replayQuarantine(store, { project, condition, target, dryRun })
        process.stdout.write(options.json ? `${JSON.stringify(replayed)}\n` : textOf(replayed))
      }),
    )
}
