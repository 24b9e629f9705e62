import type { Command } from 'commander'

/** Where a command finds the plan, unless it is told. */
const DEFAULT_PLAN = './tracking-plan/plan'

/** `--plan DIR`, as every command of the plan has it. */
export const withPlanFolder = (command: Command): Command =>
  command.option('--plan <dir>', 'folder of the plan', DEFAULT_PLAN)
