import { exportSheet, workingTree, writeSheetFile } from '@maidian/tracking-plan'
import type { Command } from 'commander'
import { withPlanFolder } from './folder.ts'

/** `maidian plan export`: the plan as the spreadsheet that teams pass around. */
export const planExport = (plan: Command): void => {
  withPlanFolder(plan.command('export'))
    .description('write the plan as a spreadsheet')
    .argument('<file>', '.xlsx or .csv')
    .action(async (file: string, { plan: dir }: { plan: string }) => {
      const rows = exportSheet(workingTree(dir))
      await writeSheetFile(file, rows)
      process.stderr.write(`${file}: ${rows.length - 1} rows\n`)
    })
}
