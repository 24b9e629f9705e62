import type { Subject } from '../load/places.ts'
import type { PlanFile } from '../load/plan-file.ts'
import type { Change, PlanContent } from '../model.ts'
import type { Edit, Problem } from '../problem.ts'

type Described = { id: string; severity: Problem['severity']; say: string }

/** The characters from `start` to `end` become `text`. */
export type TextEdit = Omit<Edit, 'file'>

/** What a rule found in a file's text. `fix`: what is safe to write instead. */
export type FileHit = { offset: number; message: string; fix?: TextEdit[] }

/** A rule about how a file is written: traps of YAML and of Chinese input. Sees files that are no YAML, too. */
export type FileRule = Described & { check(file: PlanFile): FileHit[] }

/**
 * What a rule found in the plan. `path`: where in the subject, such as `['props', 2]`. `rewrite`: where it is safe, what
 * to write there instead of the value that is written.
 */
export type PlanHit = {
  subject: Subject
  path?: (string | number)[]
  message: string
  rewrite?: (written: string) => string
}

/**
 * A plan as rules see it. `today`: YYYY-MM-DD. `hasFile`: whether a file lies in the plan's folder; absent where there is
 * no folder to look into.
 */
export type PlanView = {
  content: PlanContent
  changes: readonly Change[]
  today: string
  hasFile?: ((path: string) => boolean) | undefined
}

/** A rule about what the plan says. */
export type PlanRule = Described & { check(plan: PlanView): PlanHit[] }
