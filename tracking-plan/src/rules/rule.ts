import type { Subject } from '../load/places.ts'
import type { PlanFile } from '../load/plan-file.ts'
import type { Change, PlanContent } from '../model.ts'
import type { Problem } from '../problem.ts'

type Described = { id: string; severity: Problem['severity']; say: string }

/** What a rule found in a file's text. `fix`: what is safe to write from `start` to `end` instead. */
export type FileHit = { offset: number; message: string; fix?: { start: number; end: number; text: string } }

/** A rule about how a file is written: traps of YAML and of Chinese input. Sees files that are no YAML, too. */
export type FileRule = Described & { check(file: PlanFile): FileHit[] }

/** What a rule found in the plan. `path`: where in the subject, such as `['props', 2]`. */
export type PlanHit = { subject: Subject; path?: (string | number)[]; message: string }

/** A rule about what the plan says. */
export type PlanRule = Described & { check(plan: { content: PlanContent; changes: Change[] }): PlanHit[] }
