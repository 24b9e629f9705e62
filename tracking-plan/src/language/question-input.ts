import { FunnelQuestion, TrendQuestion } from '@maidian/schemas'
import * as z from 'zod'
import type { SavedQuestion } from '../model.ts'
import { Name, Owner } from './names.ts'
import { TextInput, toText } from './text-input.ts'

const Loose = z.record(z.string(), z.unknown())

/** The first thing that the question's own schema has to say against it. */
const complaint = (result: z.ZodSafeParseResult<unknown>): string | null => {
  if (result.success) return null
  const [issue] = result.error.issues
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not readable'}`
}

const asked = (parse: (value: object) => z.ZodSafeParseResult<unknown>) =>
  Loose.superRefine((value, context) => {
    const message = complaint(parse(value))
    if (message !== null) context.addIssue({ code: 'custom', message: `this is no question: ${message}` })
  })

const QuestionInput = z
  .strictObject({
    title: TextInput,
    owner: Owner.optional(),
    funnel: asked(value => FunnelQuestion.safeParse(value)).optional(),
    metric: asked(value => TrendQuestion.safeParse({ series: [value] })).optional(),
  })
  .refine(({ funnel, metric }) => (funnel === undefined) !== (metric === undefined), 'say either funnel: or metric:')

/** A file of `questions/`: name → a saved funnel or metric. */
export const QuestionsFile = z.record(Name, QuestionInput)

export const toQuestion = (
  name: string,
  { title, ...rest }: z.infer<typeof QuestionInput>,
  languages: readonly string[],
): SavedQuestion => ({ name, title: toText(title, languages), ...rest })
