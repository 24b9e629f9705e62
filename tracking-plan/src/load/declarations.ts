import type { Places, Subject } from './places.ts'
import { nodeAt, offsetOf, type PlanFile, placeAt } from './plan-file.ts'

/** Where a thing of the plan is written: the file, and the path of keys in it. */
export type Declaration = { subject: Subject; file: PlanFile; path: string[] }

export const createPlaces = (declared: ReadonlyMap<Subject, Declaration>): Places => ({
  of: (subject, path = []) => {
    const found = declared.get(subject)
    if (!found) return { file: 'plan.yaml', line: 1, column: 1 }
    return placeAt(found.file, offsetOf(found.file, [...found.path, ...path]))
  },
  written: (subject, path) => {
    const found = declared.get(subject)
    const range = found && nodeAt(found.file, [...found.path, ...path])?.range
    if (!found || !range) return undefined
    const [start, end] = range
    return { file: found.file.path, start, end, text: found.file.text.slice(start, end) }
  },
})
