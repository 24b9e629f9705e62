import { importSheet, readSheetFile } from '@maidian/tracking-plan'
import type { Command } from 'commander'
import { CliError } from '../../errors.ts'
import { writePlan } from './write-plan.ts'

type Options = { out: string; name: string; owner: string }

/** 27 → AA, as a spreadsheet names its columns. */
const columnName = (n: number): string => {
  const letter = String.fromCharCode(65 + ((n - 1) % 26))
  return n > 26 ? columnName(Math.floor((n - 1) / 26)) + letter : letter
}

/** `maidian plan import`: a team's spreadsheet as the YAML of a plan. Writes nothing where a cell cannot be read. */
export const planImport = (plan: Command): void => {
  plan
    .command('import')
    .description('write the plan that a spreadsheet says: one row per event and property')
    .argument('<file>', '.xlsx or .csv')
    .requiredOption('--out <dir>', 'folder to write the plan to')
    .option('--name <name>', 'name of the plan', 'shop')
    .option('--owner <team>', 'owner of events without one', 'growth')
    .action(async (file: string, { out, name, owner }: Options) => {
      const rows = await readSheetFile(file).catch(cause => {
        throw new CliError('import.file', file, { cause })
      })
      const { content, problems, notes } = importSheet(rows, { plan: name, owner })
      for (const { row, column, message } of problems)
        process.stdout.write(`${file}: ${columnName(column)}${row}: ${message}\n`)
      if (problems.length > 0) throw new CliError('plan.sheet', `${problems.length} cells of ${file}`)
      const written = writePlan(out, content)
      process.stdout.write(
        `${[`${out}: ${Object.keys(content.events).length} events in ${written} files`, ...notes.map(note => `  ${note}`)].join('\n')}\n`,
      )
      process.stderr.write('Next: run plan lint, which says what a spreadsheet has no column for.\n')
    })
}
