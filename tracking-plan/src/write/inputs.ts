import type {
  Binding,
  Enumeration,
  ItemType,
  PlanContent,
  PlanEvent,
  Property,
  PropertyUse,
  SavedQuestion,
  Span,
  Text,
} from '../model.ts'
import { plainNumber } from './scalar.ts'

/** What a person writes for a thing of the plan: keys in the order of docs/tracking-plan.md, without what is implied. */
export type Written = Record<string, unknown>

const textInput = (text: Text | undefined, languages: readonly string[]): unknown => {
  const [only = '', ...others] = Object.keys(text ?? {})
  return text && only === languages[0] && others.length === 0 ? text[only] : text
}

const unlessEmpty = <T extends object>(value: T): T | undefined => (Object.keys(value).length > 0 ? value : undefined)

const spanInput = (span: Span | undefined): string | undefined => {
  if (span === undefined) return undefined
  const end = (value: number | undefined) => (value === undefined ? '' : plainNumber(value))
  return `${end(span.min)}..${end(span.max)}`
}

export const propertyInput = (property: Property, languages: readonly string[]): Written => {
  const { name: _, type, of, item, enum: named, open, say, range, length, size, ...rest } = property
  const { scale, unit, pattern, nullable, default: absent, tz, pii, store, lookup, renamed_from, ...last } = rest
  const kind = type === 'list' ? { list: item ?? of } : type === 'enum' ? { enum: named, open } : { type }
  return {
    ...kind,
    scale,
    unit,
    range: spanInput(range),
    ...length,
    size: spanInput(size),
    pattern,
    nullable,
    default: absent,
    tz,
    pii,
    store,
    lookup,
    renamed_from,
    say: textInput(say, languages),
    ...last,
  }
}

const useInput = ({ name, required, say }: PropertyUse, languages: readonly string[]): unknown => {
  const written = required ? `${name}!` : name
  return say === undefined ? written : { [written]: textInput(say, languages) }
}

export const enumInput = ({ values }: Enumeration, languages: readonly string[]): Written =>
  Object.fromEntries(
    values.map(({ value, say, renamed_from }) => {
      const text = textInput(say, languages)
      return [value, renamed_from === undefined ? text : { say: text, renamed_from }]
    }),
  )

export const typeInput = ({ say, props }: ItemType, languages: readonly string[]): Written => ({
  say: textInput(say, languages),
  props: props.map(use => useInput(use, languages)),
})

export const questionInput = ({ name: _, title, ...rest }: SavedQuestion, languages: readonly string[]): Written => ({
  title: textInput(title, languages),
  ...rest,
})

const bindingInput = ({ selector, when, path, props }: Binding): Written => ({
  selector,
  when: when === 'click' ? undefined : when,
  path,
  props: unlessEmpty(props),
})

export const eventInput = (event: PlanEvent, { languages, defaults }: PlanContent): Written => {
  const { name, version: _, title, say, status, owner, fires, sources, props, variants, ...rest } = event
  const { on_violation, once_per, rules, extra, bindings, ...last } = rest
  const uses = (list: readonly PropertyUse[]) => list.map(use => useInput(use, languages))
  const when = textInput(fires.when, languages)
  const not = textInput(fires.not, languages)
  return {
    event: name,
    title: textInput(title, languages),
    say: textInput(say, languages),
    status: status === 'live' ? undefined : status,
    owner: owner === (defaults.owner ?? '') ? undefined : owner,
    fires: Object.keys(fires).length > 0 ? { when, not, shot: fires.shot } : undefined,
    sources,
    on_violation,
    once_per,
    props: uses(props),
    rules,
    variants: variants && {
      by: variants.by,
      when: Object.fromEntries(Object.entries(variants.when).map(([value, list]) => [value, uses(list)])),
    },
    extra,
    ...last,
    bindings: bindings?.map(bindingInput),
  }
}

export const planInput = (content: PlanContent): Written => {
  const { plan, title, languages, defaults, every_event, user, supersedes, retired } = content
  return {
    plan,
    title: textInput(title, languages),
    languages,
    defaults,
    every_event: unlessEmpty(every_event),
    user,
    supersedes: unlessEmpty(supersedes),
    retired: unlessEmpty(retired),
  }
}
