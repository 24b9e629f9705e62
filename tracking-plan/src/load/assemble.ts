import type * as z from 'zod'
import { emptyPlan } from '../empty-plan.ts'
import { ChangeInput, toChange } from '../language/change-input.ts'
import { EnumsFile, toEnumeration } from '../language/enum-input.ts'
import { EventInput, toEvent } from '../language/event-input.ts'
import { PlanInput } from '../language/plan-input.ts'
import { PropertiesFile, toProperty } from '../language/property-input.ts'
import { QuestionsFile, toQuestion } from '../language/question-input.ts'
import { TypesFile, toItemType } from '../language/type-input.ts'
import type { Change, PlanContent } from '../model.ts'
import { createPlaces, type Declaration } from './declarations.ts'
import type { FormProblem } from './explained.ts'
import type { FileKind } from './kinds.ts'
import { resolveOldNames } from './old-names.ts'
import type { Places, Subject } from './places.ts'
import { offsetOf, type PlanFile, placeAt } from './plan-file.ts'
import { schemaProblems } from './schema-problems.ts'

/** The schema of each kind of file; the JSON Schema for editors is made of the same. */
export const FILE_SCHEMAS = {
  plan: PlanInput,
  property: PropertiesFile,
  profile: PropertiesFile,
  enum: EnumsFile,
  type: TypesFile,
  event: EventInput,
  question: QuestionsFile,
  change: ChangeInput,
} as const satisfies Record<FileKind, z.ZodType>

export type Assembled = {
  content: PlanContent
  changes: Change[]
  places: Places
  declarations: Declaration[]
  problems: FormProblem[]
}

const slugOf = (path: string): string =>
  path
    .split('/')
    .at(-1)
    ?.replace(/\.ya?ml$/, '') ?? path

/** Puts what the files say together into one plan. Files that cannot be read are left out and reported. */
export const assemble = (files: readonly PlanFile[]): Assembled => {
  const content = emptyPlan()
  const changes: Change[] = []
  const problems: FormProblem[] = []
  const declarations: Declaration[] = []
  const declared = new Map<Subject, Declaration>()

  /** Notes where a thing is written; false where it is written a second time. */
  const declare = (subject: Subject, file: PlanFile, path: string[]): boolean => {
    const first = declared.get(subject)
    const declaration = { subject, file, path }
    declarations.push(declaration)
    if (!first) {
      declared.set(subject, declaration)
      return true
    }
    const { line, file: where } = placeAt(first.file, offsetOf(first.file, first.path))
    problems.push({
      rule: first.subject.startsWith('property:') ? 'property.two_types' : 'plan.twice',
      severity: 'error',
      place: placeAt(file, offsetOf(file, path)),
      message: `${subject.slice(subject.indexOf(':') + 1)} is defined in ${where}:${line} already; a name has one meaning, so keep one or choose another name`,
    })
    return false
  }

  const read = <T>(file: PlanFile, schema: z.ZodType<T>): T | null => {
    if (file.value === undefined) return null
    const value = file.value ?? (file.kind === 'plan' || file.kind === 'event' ? undefined : {})
    const result = schema.safeParse(value, { reportInput: true })
    if (result.success) return result.data
    problems.push(...schemaProblems(file, schema, result.error.issues))
    return null
  }

  const [planFile] = files.filter(({ kind }) => kind === 'plan')
  const plan = planFile ? read(planFile, FILE_SCHEMAS.plan) : null
  if (!planFile) {
    problems.push({
      rule: 'plan.missing',
      severity: 'error',
      place: { file: 'plan.yaml', line: 1, column: 1 },
      message: 'there is no plan.yaml; write one with plan: and languages:',
    })
  }
  if (plan && planFile) {
    const { title, user, ...rest } = plan
    const text = typeof title === 'string' ? { [plan.languages[0] as string]: title } : title
    Object.assign(content, rest, text && { title: text }, user && { user })
    declare(`plan:${plan.plan}`, planFile, [])
  }
  const { languages } = content
  const owner = content.defaults.owner ?? ''

  const entries = <T>(
    file: PlanFile,
    schema: z.ZodType<Record<string, T>>,
    into: (name: string, one: T) => void,
  ): void => {
    for (const [name, one] of Object.entries(read(file, schema) ?? {})) {
      if (declare(`${file.kind}:${name}`, file, [name])) into(name, one)
    }
  }
  for (const file of files) {
    switch (file.kind) {
      case 'property':
      case 'profile': {
        const target = file.kind === 'profile' ? content.profile : content.properties
        entries(file, FILE_SCHEMAS[file.kind], (name, one) => {
          target[name] = toProperty(name, one, languages)
        })
        break
      }
      case 'enum':
        entries(file, FILE_SCHEMAS.enum, (name, one) => {
          content.enums[name] = toEnumeration(name, one, languages)
        })
        break
      case 'type':
        entries(file, FILE_SCHEMAS.type, (name, one) => {
          content.types[name] = toItemType(name, one, languages)
        })
        break
      case 'question':
        entries(file, FILE_SCHEMAS.question, (name, one) => {
          content.questions[name] = toQuestion(name, one, languages)
        })
        break
      case 'event': {
        const event = read(file, FILE_SCHEMAS.event)
        if (event && declare(`event:${event.event}`, file, [])) {
          content.events[event.event] = toEvent(event, { languages, owner })
        }
        break
      }
      case 'change': {
        const change = read(file, FILE_SCHEMAS.change)
        const slug = slugOf(file.path)
        if (change && declare(`change:${slug}`, file, [])) changes.push(toChange(slug, change, languages))
        break
      }
    }
  }
  const places = createPlaces(declared)
  problems.push(...resolveOldNames(content, places))
  return { content, changes, places, declarations, problems }
}
