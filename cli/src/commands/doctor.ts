import { resolve } from 'node:path'
import { EngineError } from '@maidian/engines'
import { type Project, readConfig } from '@maidian/service'
import type { Command } from 'commander'
import { type Finding, wrong } from '../doctor/finding.ts'
import { judgeLosses, LOST_TAIL, type Loss, lossesOf } from '../doctor/losses.ts'
import { askServices } from '../doctor/services.ts'
import { askStore } from '../doctor/store.ts'
import { CliError } from '../errors.ts'
import { asOperator, type OperatorOptions, withOperator } from '../operator/store.ts'

type Options = OperatorOptions & { url: string[]; config: string; json?: boolean }

const MARK = { ok: ' ok  ', note: 'note ', wrong: 'WRONG' } as const

const textOf = (project: string, findings: readonly Finding[]): string => {
  const lines = findings.flatMap(({ check, level, says, todo }) => [
    `${MARK[level]}  ${check}: ${says}`,
    ...(todo === undefined ? [] : [`         → ${todo}`]),
  ])
  const bad = findings.filter(({ level }) => level === 'wrong').length
  const sum = bad === 0 ? 'nothing is wrong' : `${bad} ${bad === 1 ? 'thing is' : 'things are'} wrong`
  return `${project}, losses of the last 7 days (${LOST_TAIL})\n${lines.join('\n')}\n${sum}\n`
}

const projectOf = ({ config, project }: Options): Project => {
  const { projects } = readConfig(resolve(config))
  const found = projects.find(({ name }) => name === project)
  if (found === undefined)
    throw new CliError('doctor.project', `${project}; ${config} has ${projects.map(({ name }) => name).join(', ')}`)
  return found
}

/** What the store says; a store that cannot be asked is a finding, too. */
const examineStore = async (options: Options, project: Project, ahead: number | null) => {
  try {
    return await asOperator(options, async store => {
      await store.ping()
      const findings = await askStore(store, project, ahead)
      const losses = await lossesOf(store, project)
      return { findings: [...findings, ...judgeLosses(losses)], losses }
    })
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    const todo = 'start it, or name it with --clickhouse, and its user with --clickhouse-user or --data'
    return { findings: [wrong('store', error.message.slice(0, 500), todo)], losses: [] as Loss[] }
  }
}

/** `maidian doctor`: what is wrong, and what to do about it. Exit code 1 when something is. */
export const addDoctorCommand = (program: Command): void => {
  withOperator(program.command('doctor'))
    .description('say what is wrong with a Maidian and what to do about it, and what was lost in the last 7 days')
    .option('--url <url...>', 'where its services listen, with --admin-port that port', ['http://127.0.0.1:8080'])
    .option('--config <file>', 'projects and sources', './maidian.yaml')
    .option('--json', 'print it as JSON')
    .action(async (options: Options) => {
      const project = projectOf(options)
      const services = await askServices(options.url.map(url => url.replace(/\/$/, '')))
      const store = await examineStore(options, project, services.ahead)
      const findings = [...services.findings, ...store.findings]
      const isWell = findings.every(({ level }) => level !== 'wrong')
      process.stdout.write(
        options.json
          ? `${JSON.stringify({ project: project.name, ok: isWell, findings, losses: store.losses })}\n`
          : textOf(project.name, findings),
      )
      if (!isWell) process.exitCode = 1
    })
}
