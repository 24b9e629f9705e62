import { SourceKind } from '@maidian/schemas'
import * as z from 'zod'
import { Action, EventStatus, type PlanEvent } from '../model.ts'
import { BindingInput } from './binding-input.ts'
import { Name, Owner } from './names.ts'
import { PropertyUseInput, toPropertyUse } from './property-use-input.ts'
import { TextInput, toText } from './text-input.ts'

const SourceInput = z.union([z.literal(true), z.string().regex(/^>=\d+(\.\d+){0,3}$/)], {
  error: 'write true, or the lowest app version that sends it: ">=2.4.0"',
})

/** A file of `events/`. */
export const EventInput = z.strictObject({
  event: Name,
  title: TextInput,
  say: TextInput.optional().meta({ description: 'more than the title says' }),
  status: EventStatus.default('live'),
  owner: Owner.optional(),
  fires: z
    .strictObject({
      when: TextInput.optional().meta({ description: 'what has happened when it is sent' }),
      not: TextInput.optional().meta({ description: 'when it is not sent, although one might think so' }),
      shot: z.string().min(1).optional().meta({ description: 'a screenshot, from the folder of the plan' }),
    })
    .default({}),
  sources: z
    .partialRecord(SourceKind, SourceInput)
    .meta({ description: 'who sends it; every further source counts again' }),
  on_violation: z
    .union([Action, z.partialRecord(SourceKind, Action)], {
      error: 'write flag, quarantine or block, or one of them per source: {web: flag, server: quarantine}',
    })
    .optional(),
  once_per: z.array(Name).min(1).optional().meta({ description: 'properties whose values make two events one' }),
  props: z.array(PropertyUseInput).default([]),
  rules: z
    .array(z.string().min(1).max(500))
    .optional()
    .meta({ description: 'value == sum(items.price * items.quantity)' }),
  variants: z.strictObject({ by: Name, when: z.record(z.string(), z.array(PropertyUseInput)) }).optional(),
  extra: z.enum(['allow', 'forbid']).optional().meta({ description: 'properties that are not planned' }),
  sample: z.number().gt(0).max(1).optional().meta({ description: 'the share that clients send' }),
  replaces: z.array(Name).min(1).optional(),
  renamed_from: Name.optional(),
  tags: z.array(z.string()).optional(),
  example: z.record(z.string(), z.unknown()).optional(),
  bindings: z
    .array(BindingInput)
    .min(1)
    .optional()
    .meta({ description: 'how web pages send it without code; `plan bindings` makes the list for the page' }),
})
export type EventInput = z.infer<typeof EventInput>

export const toEvent = (input: EventInput, plan: { languages: readonly string[]; owner: string }): PlanEvent => {
  const { languages, owner } = plan
  const { event, title, say, fires, props, variants, ...rest } = input
  const uses = (list: EventInput['props']) => list.map(use => toPropertyUse(use, languages))
  return {
    ...rest,
    name: event,
    title: toText(title, languages),
    ...(say !== undefined && { say: toText(say, languages) }),
    owner: input.owner ?? owner,
    fires: {
      ...(fires.when !== undefined && { when: toText(fires.when, languages) }),
      ...(fires.not !== undefined && { not: toText(fires.not, languages) }),
      ...(fires.shot !== undefined && { shot: fires.shot }),
    },
    props: uses(props),
    ...(variants && {
      variants: {
        by: variants.by,
        when: Object.fromEntries(Object.entries(variants.when).map(([value, list]) => [value, uses(list)])),
      },
    }),
  }
}
