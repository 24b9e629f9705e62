import { pageBindings, releaseToBuild, stampOf } from '@maidian/tracking-plan'
import type { Command } from 'commander'
import { withPlanFolder } from './folder.ts'
import { writeOut } from './write-out.ts'

/** `maidian plan bindings`: the list that the web SDK's plugin `bindings` tracks by, as JSON. */
export const planBindings = (plan: Command): void => {
  withPlanFolder(plan.command('bindings'))
    .description('write the list by which web pages track without code')
    .option('--out <file>', 'where to write; without, to standard output')
    .action(({ plan: dir, out }: { plan: string; out?: string }) => {
      const release = releaseToBuild(dir)
      writeOut(`${JSON.stringify(pageBindings(release), null, 2)}\n`, { out, of: stampOf(release) })
    })
}
