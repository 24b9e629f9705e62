import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type PlanContent, planFiles, type Remarks } from '@maidian/tracking-plan'
import { CliError } from '../../errors.ts'

/** Writes a plan as a folder of YAML, over no file that is there already. Returns the number of files. */
export const writePlan = (dir: string, content: PlanContent, remarks: Remarks = {}): number => {
  const files = planFiles(content, { remarks })
  const taken = files.find(({ path }) => existsSync(join(dir, path)))
  if (taken) throw new CliError('plan.exists', join(dir, taken.path))
  for (const { path, text } of files) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  return files.length
}
