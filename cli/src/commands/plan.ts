import type { Command } from 'commander'
import { planTypes } from './plan/types.ts'

/** `maidian plan …`: everything that is done with a tracking plan. */
export const addPlanCommands = (program: Command): void => {
  const plan = program.command('plan').description('the tracking plan: check, release, generate')
  for (const add of [planTypes]) add(plan)
}
