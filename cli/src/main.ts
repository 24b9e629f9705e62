import { EngineError } from '@maidian/engines'
import { ConfigError, WorkerCount, WorkerError } from '@maidian/service'
import { PlanError } from '@maidian/tracking-plan'
import { Command, InvalidArgumentError } from 'commander'
import { addBackupCommands } from './commands/backup.ts'
import { addDoctorCommand } from './commands/doctor.ts'
import { addForgetCommand } from './commands/forget.ts'
import { addIdentityCommands } from './commands/identity.ts'
import { runImport } from './commands/import.ts'
import { addPlanCommands } from './commands/plan.ts'
import { addQuarantineCommand } from './commands/quarantine.ts'
import { addReplayCommand } from './commands/replay.ts'
import { start } from './commands/start.ts'
import { CliError } from './errors.ts'

const port = (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new InvalidArgumentError('a port is 0 to 65535')
  return value
}

const workers = (text: string): number => {
  const count = WorkerCount.safeParse(text)
  if (!count.success) throw new InvalidArgumentError(count.error.issues[0]?.message ?? '')
  return count.data
}

const program = new Command('maidian').description('Event tracking that a team can trust with its numbers')

program
  .command('start')
  .description('run everything in one process')
  .option('--port <n>', 'HTTP port, 0 for any', port, 8080)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--admin-port <n>', 'a port of its own for console, API, catalog and metrics, 0 for any', port)
  .option('--admin-host <address>', 'address that the admin port listens on (default: "127.0.0.1")')
  .option('--data <dir>', 'where log and store live', './data')
  .option('--config <file>', 'projects and sources', './maidian.yaml')
  .option('--clickhouse-port <n>', 'HTTP port of the embedded ClickHouse, 0 for any', port, 8123)
  .option('--clickhouse-tcp-port <n>', 'native port of the embedded ClickHouse, 0 for any', port, 9000)
  .option('--workers <n>', 'processes that take events, or auto: one for each core (default: 1)', workers)
  .option('--accept-gap', 'go on although the log no longer reaches back to what was written')
  .option('--released', 'judge by releases of the plan alone, not by the working tree')
  .option('--json', 'print one line of JSON when ready')
  .action(start)

program
  .command('import')
  .description('send a CSV or JSON-lines file, gzipped or not, through the collector')
  .argument('<file>')
  .requiredOption('--map <file>', 'which column is what (YAML)')
  .requiredOption('--key <key>', 'write key of a server source')
  .option('--url <url>', 'where Maidian listens', 'http://127.0.0.1:8080')
  .option('--state <dir>', 'where an interrupted import remembers how far it came')
  .option('--json', 'print the summary as JSON, with every bad line')
  .action(runImport)

addIdentityCommands(program)
addForgetCommand(program)
addQuarantineCommand(program)
addReplayCommand(program)
addBackupCommands(program)
addDoctorCommand(program)
addPlanCommands(program)

/** Known failures are one line; anything else is a bug and shows its stack. */
try {
  await program.parseAsync()
} catch (error) {
  const isWorkers = error instanceof WorkerError && error.code !== null
  const known = isWorkers || [CliError, ConfigError, EngineError, PlanError].some(known => error instanceof known)
  process.stderr.write(
    known
      ? `maidian: ${(error as Error).message} [${(error as { code?: string }).code}]\n`
      : `${(error as Error).stack}\n`,
  )
  process.exit(1)
}
