import type { Command } from 'commander'
import { planBindings } from './plan/bindings.ts'
import { planCoverage } from './plan/coverage.ts'
import { planDiff } from './plan/diff.ts'
import { planDocs } from './plan/docs.ts'
import { planExport } from './plan/export-sheet.ts'
import { planImport } from './plan/import-sheet.ts'
import { planInfer } from './plan/infer.ts'
import { planLint } from './plan/lint.ts'
import { releaseMigration } from './plan/migration.ts'
import { planRelease } from './plan/release.ts'
import { planRules } from './plan/rules.ts'
import { planSchema } from './plan/schema.ts'
import { planTypes } from './plan/types.ts'
import { planVerify } from './plan/verify.ts'

/** `maidian plan …`: everything that is done with a tracking plan. */
export const addPlanCommands = (program: Command): void => {
  const plan = program.command('plan').description('the tracking plan: check, release, generate')
  planLint(plan)
  planDiff(plan)
  planRelease(plan, releaseMigration)
  planRules(plan)
  planTypes(plan)
  planBindings(plan)
  planSchema(plan)
  planInfer(plan)
  planImport(plan)
  planExport(plan)
  planDocs(plan)
  planVerify(plan)
  planCoverage(plan)
}
