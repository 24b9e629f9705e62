import type { FileKind } from '../load/kinds.ts'

/** Where the files of a kind lie, as editors match paths. */
export const PATTERNS: Record<FileKind, string> = {
  plan: 'plan.yaml',
  property: 'properties/**/*.yaml',
  profile: 'profile/**/*.yaml',
  enum: 'enums/**/*.yaml',
  type: 'types/**/*.yaml',
  event: 'events/**/*.yaml',
  question: 'questions/**/*.yaml',
  change: 'changes/*.yaml',
}

/** Which schema is for which files: what the setting `yaml.schemas` of YAML editors holds. `folder`: of the plan. */
export const schemaAssociations = (schemasDir: string, folder: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(PATTERNS).map(([kind, pattern]) => [`${schemasDir}/${kind}.json`, `${folder}/${pattern}`]),
  )
