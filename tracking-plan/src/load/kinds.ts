import type { SubjectKind } from './places.ts'

export type FileKind = SubjectKind

const FOLDERS: Record<string, FileKind> = {
  properties: 'property',
  profile: 'profile',
  enums: 'enum',
  types: 'type',
  events: 'event',
  questions: 'question',
  changes: 'change',
}

/** The folders of a plan, as a message lists them. */
export const FOLDER_NAMES = Object.keys(FOLDERS).join('/, ')

/** What a file of the plan holds, by where it lies; null for a place that means nothing. `path` is from the plan's folder. */
export const kindOf = (path: string): FileKind | null => {
  if (path === 'plan.yaml') return 'plan'
  const [folder = '', ...rest] = path.split('/')
  return rest.length > 0 && Object.hasOwn(FOLDERS, folder) ? (FOLDERS[folder] as FileKind) : null
}
