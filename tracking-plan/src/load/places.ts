import type { Place } from '../problem.ts'

/** Which thing of a plan: `event:begin_checkout`, `property:price`, `plan:`. */
export type SubjectKind = 'plan' | 'property' | 'profile' | 'enum' | 'type' | 'event' | 'question' | 'change'
export type Subject = `${SubjectKind}:${string}`

/** Characters of a file. */
export type Written = { file: string; start: number; end: number; text: string }

/** Where the things of a plan are written. */
export type Places = {
  /** The place of a subject, or of something inside it, such as `['props', 2]`; the nearest one that is written. */
  of(subject: Subject, path?: readonly (string | number)[]): Place
  /** What is written as the value there; undefined where nothing is. */
  written(subject: Subject, path: readonly (string | number)[]): Written | undefined
}
