import { parsePlan } from '../load/load-plan.ts'
import type { PlanContent, Release } from '../model.ts'
import { problemText } from '../problem.ts'
import { hashOf } from '../release/hash-of.ts'
import { nextRelease } from '../release/next-release.ts'

const SMALL = {
  'plan.yaml': 'plan: shop\nlanguages: [en]\ndefaults: {on_violation: flag, owner: growth}\n',
}

/** A plan out of files, path → YAML; `plan.yaml` is there already. Throws what the linter calls an error. */
export const planOf = (files: Record<string, string>): PlanContent => {
  const texts = Object.entries({ ...SMALL, ...files }).map(([path, text]) => ({ path, text }))
  const { content, problems } = parsePlan(texts)
  if (content === null) throw new Error(problems.map(problemText).join('\n'))
  return content
}

/** The same as the working tree's release. */
export const nextOf = (files: Record<string, string>): Release => nextRelease(planOf(files))

/** The same as it was released. */
export const releaseOf = (version: string, files: Record<string, string>): Release => {
  const content = planOf(files)
  return { format: 1, version, hash: hashOf(content), released: '2026-11-01', ...content }
}
