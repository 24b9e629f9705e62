import { SourceKind } from '@maidian/schemas'
import * as z from 'zod'

/** language → text. */
export const Text = z.record(z.string(), z.string())
export type Text = z.infer<typeof Text>

/** The types a single value can have; what each is in JSON, TypeScript and ClickHouse: docs/tracking-plan.md. */
export const ScalarType = z.enum(['string', 'id', 'int', 'number', 'decimal', 'bool', 'date', 'time', 'enum'])
export type ScalarType = z.infer<typeof ScalarType>

/** What becomes of an event that breaks the plan. */
export const Action = z.enum(['flag', 'quarantine', 'block'])
export type Action = z.infer<typeof Action>

/** What is kept of a private value: an HMAC of it, some of its characters, or nothing. */
export const PiiStore = z.enum(['hash', 'mask', 'drop'])
export type PiiStore = z.infer<typeof PiiStore>

/** Both inclusive; an end that is not there is open. */
export const Span = z.object({ min: z.number().optional(), max: z.number().optional() })
export type Span = z.infer<typeof Span>

const Scalar = z.union([z.string(), z.number(), z.boolean()])

/**
 * An entry of the dictionary: one name, one type, one meaning, for ever.
 *
 * - `of`: element type of a list of scalars; `item`: name of the type of a list of objects. A list has one of them.
 * - `scale`: digits after the point, of a decimal. `unit`: CNY, ms, kg, …
 * - `enum`, `open`: which values; an open one takes others too.
 * - `range`: of a number. `length`: of a text, in characters. `size`: of a list, in elements.
 * - `pattern`: RE2 syntax, so that matching takes linear time; matches anywhere unless anchored.
 * - `nullable`: null may be sent and counts as absent. `default`: what absence means. `tz`: of a date.
 * - `pii`, `store`: which kind of private data, and what is kept of it.
 * - `lookup`: the kind of item that the value is the id of. `renamed_from`: the name it had before.
 */
export const Property = z.object({
  name: z.string(),
  type: z.enum([...ScalarType.options, 'list']),
  of: ScalarType.optional(),
  item: z.string().optional(),
  scale: z.number().optional(),
  unit: z.string().optional(),
  enum: z.string().optional(),
  open: z.boolean().optional(),
  range: Span.optional(),
  length: Span.optional(),
  size: Span.optional(),
  pattern: z.string().optional(),
  nullable: z.boolean().optional(),
  default: Scalar.optional(),
  tz: z.string().optional(),
  pii: z.string().optional(),
  store: PiiStore.optional(),
  lookup: z.string().optional(),
  renamed_from: z.string().optional(),
  say: Text,
  example: z.unknown().optional(),
  owner: z.string().optional(),
  tags: z.array(z.string()).optional(),
})
export type Property = z.infer<typeof Property>

/** A property in an event or a type. `say` overrides the dictionary's text there. */
export const PropertyUse = z.object({ name: z.string(), required: z.boolean(), say: Text.optional() })
export type PropertyUse = z.infer<typeof PropertyUse>

/** What the elements of a list are. */
export const ItemType = z.object({ name: z.string(), say: Text, props: z.array(PropertyUse) })
export type ItemType = z.infer<typeof ItemType>

export const EnumValue = z.object({ value: z.string(), say: Text, renamed_from: z.string().optional() })
export type EnumValue = z.infer<typeof EnumValue>

export const Enumeration = z.object({ name: z.string(), values: z.array(EnumValue) })
export type Enumeration = z.infer<typeof Enumeration>

export const EventStatus = z.enum(['draft', 'live', 'deprecated', 'removed'])
export type EventStatus = z.infer<typeof EventStatus>

export const BindingWhen = z.enum(['click', 'submit', 'change', 'view'])
export type BindingWhen = z.infer<typeof BindingWhen>

/**
 * Tracking without code: what happens to which elements of which pages is the event.
 *
 * - `selector`: the elements, as CSS says it. `when`: what has to happen to one; `view`: a page is viewed that has one.
 * - `path`: only on these pages, `/product/:id`, `/help/*`; absent: on all.
 * - `props`: property → where its value stands in the page, `.price@text|number`, or the value itself.
 */
export const Binding = z.object({
  selector: z.string(),
  when: BindingWhen,
  path: z.string().optional(),
  props: z.record(z.string(), z.union([z.string(), z.object({ const: z.union([Scalar, z.array(Scalar)]) })])),
})
export type Binding = z.infer<typeof Binding>

/**
 * An event of the plan.
 *
 * - `version`: `major.minor`, computed by `plan release`; absent in a plan that was never released.
 * - `sources`: which kinds of source send it; a text such as `>=2.4.0` is the lowest app version that does.
 * - `on_violation`: for every source, or by kind of source; absent: the plan's default.
 * - `once_per`: properties whose values make two events one, whoever sends them.
 * - `extra`: whether properties that are not planned may come along; absent: the project decides.
 * - `variants`: by the value of the property `by`, further properties that must or may be there.
 * - `sample`: the share that clients send, 0 to 1. `rules`: `value == sum(items.price * items.quantity)`; only flag.
 * - `replaces`: events that this one takes over from (a merge), or shares with others (a split).
 * - `bindings`: how web pages send it without code.
 */
export const PlanEvent = z.object({
  name: z.string(),
  version: z.string().optional(),
  title: Text,
  say: Text.optional(),
  status: EventStatus,
  owner: z.string(),
  fires: z.object({ when: Text.optional(), not: Text.optional(), shot: z.string().optional() }),
  sources: z.partialRecord(SourceKind, z.union([z.literal(true), z.string()])),
  on_violation: z.union([Action, z.partialRecord(SourceKind, Action)]).optional(),
  once_per: z.array(z.string()).optional(),
  props: z.array(PropertyUse),
  extra: z.enum(['allow', 'forbid']).optional(),
  variants: z.object({ by: z.string(), when: z.record(z.string(), z.array(PropertyUse)) }).optional(),
  sample: z.number().optional(),
  rules: z.array(z.string()).optional(),
  replaces: z.array(z.string()).optional(),
  renamed_from: z.string().optional(),
  tags: z.array(z.string()).optional(),
  example: z.record(z.string(), z.unknown()).optional(),
  bindings: z.array(Binding).optional(),
})
export type PlanEvent = z.infer<typeof PlanEvent>

/** A question with a name: a funnel as `FunnelQuestion` asks it, or a metric as a series of `TrendQuestion` does. */
export const SavedQuestion = z.object({
  name: z.string(),
  title: Text,
  owner: z.string().optional(),
  funnel: z.record(z.string(), z.unknown()).optional(),
  metric: z.record(z.string(), z.unknown()).optional(),
})
export type SavedQuestion = z.infer<typeof SavedQuestion>

/** What a plan says: everything that its hash is made of. */
export const PlanContent = z.object({
  plan: z.string(),
  title: Text.optional(),
  languages: z.array(z.string()).min(1),
  defaults: z.object({ on_violation: Action, owner: z.string().optional() }),
  every_event: z.partialRecord(SourceKind, z.array(z.string())),
  user: z.object({ pii: z.string(), store: PiiStore }).optional(),
  properties: z.record(z.string(), Property),
  types: z.record(z.string(), ItemType),
  enums: z.record(z.string(), Enumeration),
  events: z.record(z.string(), PlanEvent),
  profile: z.record(z.string(), Property),
  questions: z.record(z.string(), SavedQuestion),
  /** Versions whose clients are judged by another one: old → new. */
  supersedes: z.record(z.string(), z.string()),
  /** Releases that no client uses any more: a change need not fit them. Not part of the hash. */
  retired: z.array(z.string()),
  /** Names that were removed: reserved for ever. Not part of the hash. */
  reserved: z.object({ events: z.array(z.string()), properties: z.array(z.string()) }),
})
export type PlanContent = z.infer<typeof PlanContent>

/** The version of a working tree, which was not released. */
export const NEXT = 'next'

/**
 * A plan at a version: `releases/<plan>@<version>.json`, or the working tree as `<plan>@next`. The one form that
 * collectors, processors, views and generators read.
 *
 * - `version`: year.month.number, such as `2026.11.2`; `next`.
 * - `hash`: eight hexadecimal digits of the SHA-256 of the content.
 * - `released`: date, YYYY-MM-DD; absent in `next`.
 * - `changelog`: language → lines, one per change.
 */
export const Release = PlanContent.extend({
  format: z.literal(1),
  version: z.string(),
  hash: z.string(),
  released: z.string().optional(),
  changelog: z.record(z.string(), z.array(z.string())).optional(),
})
export type Release = z.infer<typeof Release>

/** `shop@2026.11.2#9f31c0ab`: what clients stamp on events. */
export const stampOf = ({ plan, version, hash }: Pick<Release, 'plan' | 'version' | 'hash'>): string =>
  `${plan}@${version}#${hash}`

/**
 * A file of `changes/`: why something changes. `meaning` answers, for all events or one by one, whether reworded texts
 * mean the same. A waiver lets a breaking finding pass until a day, YYYY-MM-DD; `of` is the finding's subject.
 */
export const Change = z.object({
  slug: z.string(),
  why: Text,
  meaning: z.union([z.enum(['same', 'changed']), z.record(z.string(), z.enum(['same', 'changed']))]).optional(),
  waivers: z.array(z.object({ rule: z.string(), of: z.string(), reason: z.string(), until: z.string() })),
})
export type Change = z.infer<typeof Change>
