import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type PlanContent, planFiles } from '@maidian/tracking-plan'
import { CliError } from '../../errors.ts'

/** Writes a plan as a folder of YAML; a folder that has a plan already is left alone. Returns the number of files. */
export const writePlan = (dir: string, content: PlanContent): number => {
  if (existsSync(join(dir, 'plan.yaml'))) throw new CliError('plan.exists', dir)
  const files = planFiles(content)
  for (const { path, text } of files) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  return files.length
}
