import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { editorSchemas, loadPlan, schemaAssociations } from '@maidian/tracking-plan'
import type { Command } from 'commander'
import { withPlanFolder } from './folder.ts'

/** `maidian plan schema`: what makes an editor check and complete the plan's files. */
export const planSchema = (plan: Command): void => {
  withPlanFolder(plan.command('schema'))
    .description('write JSON Schemas that make editors check and complete the plan')
    .requiredOption('--out <dir>', 'where to write them')
    .action(({ plan: dir, out }: { plan: string; out: string }) => {
      mkdirSync(out, { recursive: true })
      for (const [kind, schema] of Object.entries(editorSchemas(loadPlan(dir).content))) {
        writeFileSync(join(out, `${kind}.json`), `${JSON.stringify(schema, null, 2)}\n`)
      }
      const associations = schemaAssociations(out, dir.replace(/^\.\//, ''))
      process.stdout.write(`${JSON.stringify({ 'yaml.schemas': associations }, null, 2)}\n`)
      process.stderr.write('Put this into the settings of the editor, such as .vscode/settings.json.\n')
    })
}
