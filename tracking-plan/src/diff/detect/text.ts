import type { Subject } from '../../load/places.ts'
import type { Property } from '../../model.ts'
import type { Draft } from '../finding.ts'
import { namesNow } from '../names-now.ts'
import type { Plans } from '../plans.ts'
import type { Say } from '../rule.ts'
import { same, sameSet } from '../same.ts'

type Part = { en: string; zh: string; of: readonly [unknown, unknown] }

const draftsOf = (of: { subject: string; at: Subject; events: readonly string[]; parts: readonly Part[] }): Draft[] => {
  const changed = of.parts.filter(part => !same(part.of[0], part.of[1]))
  if (changed.length === 0) return []
  const fact: Say = { en: changed.map(({ en }) => en).join(', '), zh: changed.map(({ zh }) => zh).join('、') }
  return [{ rule: 'text.changed', subject: of.subject, at: { subject: of.at }, events: of.events, fact }]
}

/** Names that both have, in their order: what came or went is told elsewhere. */
const orderOf = (before: readonly string[], after: readonly string[]): [string[], string[]] => [
  before.filter(name => after.includes(name)),
  after.filter(name => before.includes(name)),
]

const reader = (before: Reading, after: Reading, nameNow = (name: string): string => name): Part[] => [
  { en: 'owner', zh: '负责人', of: [before.owner, after.owner] },
  { en: 'tags', zh: '标签', of: [before.tags, after.tags] },
  { en: 'example', zh: '示例', of: [namesNow(before.example, nameNow), after.example] },
]
type Reading = { owner?: string | undefined; tags?: string[] | undefined; example?: unknown }

const ofEvents = ({ events: { pairs }, nameNow, replaced }: Plans): Draft[] =>
  pairs.flatMap(({ before, after }) => {
    const props = orderOf(
      before.props.map(({ name }) => nameNow.property(name)),
      after.props.map(({ name }) => name),
    )
    const untold = (after.replaces ?? []).filter(name => !replaced.get(name)?.includes(after.name))
    const order = { en: 'order of properties', zh: '属性顺序', of: props }
    const shot = { en: 'screenshot', zh: '截图', of: [before.fires.shot, after.fires.shot] } as const
    const former = before.replaces?.filter(name => !replaced.get(name)?.includes(after.name))
    const replaces = { en: 'replaces', zh: '替代的事件', of: [sameSet(former, untold), true] } as const
    return draftsOf({
      subject: after.name,
      at: `event:${after.name}`,
      events: [after.name],
      parts: [...reader(before, after, nameNow.property), shot, order, replaces],
    })
  })

/** Which type or enum a property names: the name itself is not on the wire, and what it holds is compared. */
const entryNames = (before: Property, after: Property): Part[] =>
  (['item', 'enum'] as const).flatMap(key =>
    before[key] === undefined || after[key] === undefined
      ? []
      : [
          {
            en: `name of its ${key === 'item' ? 'type' : 'enum'}`,
            zh: '所用类型或枚举的名称',
            of: [before[key], after[key]],
          },
        ],
  )

const ofProperties = ({ properties, profile, usage, touched }: Plans): Draft[] => [
  ...properties.pairs.flatMap(({ before, after }) =>
    draftsOf({
      subject: after.name,
      at: `property:${after.name}`,
      events: touched(usage.before.property(before.name), usage.after.property(after.name)),
      parts: [...reader(before, after), ...entryNames(before, after)],
    }),
  ),
  ...profile.pairs.flatMap(({ before, after }) =>
    draftsOf({
      subject: `profile.${after.name}`,
      at: `profile:${after.name}`,
      events: [],
      parts: [...reader(before, after), ...entryNames(before, after)],
    }),
  ),
]

const ofQuestions = ({ before, after }: Plans): Draft[] =>
  Object.values(after.questions).flatMap(question => {
    const old = Object.values(before.questions).find(({ name }) => name === question.name)
    if (!old) return []
    const title = { en: 'title', zh: '标题', of: [old.title, question.title] } as const
    const owner = { en: 'owner', zh: '负责人', of: [old.owner, question.owner] } as const
    return draftsOf({ subject: question.name, at: `question:${question.name}`, events: [], parts: [title, owner] })
  })

const ofLists = (plans: Plans): Draft[] => [
  ...plans.enums.flatMap(({ before, after }) => {
    const order = orderOf(
      before.values.map(({ value }) => value),
      after.values.map(({ value }) => value),
    )
    return draftsOf({
      subject: after.name,
      at: `enum:${after.name}`,
      events: plans.touched(plans.usage.before.enum(before.name), plans.usage.after.enum(after.name)),
      parts: [{ en: 'order of values', zh: '取值顺序', of: order }],
    })
  }),
  ...plans.types.flatMap(({ before, after }) => {
    const names = before.props.map(({ name }) => plans.nameNow.property(name))
    const order = orderOf(
      names,
      after.props.map(({ name }) => name),
    )
    return draftsOf({
      subject: after.name,
      at: `type:${after.name}`,
      events: plans.touched(plans.usage.before.type(before.name), plans.usage.after.type(after.name)),
      parts: [{ en: 'order of properties', zh: '属性顺序', of: order }],
    })
  }),
]

/** Types and enums as entries: neither their names nor those that nothing uses are on the wire. */
const ofEntries = ({ before, after }: Plans): Draft[] => {
  const names = (kind: 'types' | 'enums'): [string[], string[]] => [
    Object.keys(before[kind]).sort(),
    Object.keys(after[kind]).sort(),
  ]
  return draftsOf({
    subject: 'plan',
    at: 'plan:',
    events: [],
    parts: [
      { en: 'title', zh: '标题', of: [before.title, after.title] },
      { en: 'languages', zh: '语言', of: [before.languages, after.languages] },
      { en: 'default owner', zh: '默认负责人', of: [before.defaults.owner, after.defaults.owner] },
      { en: 'list of types', zh: '类型列表', of: names('types') },
      { en: 'list of enums', zh: '枚举列表', of: names('enums') },
    ],
  })
}

/** What only people read: owners, tags, examples, screenshots, titles, orders. Reworded meaning: meaning.ts. */
export const text = (plans: Plans): Draft[] => [
  ...ofEvents(plans),
  ...ofProperties(plans),
  ...ofQuestions(plans),
  ...ofLists(plans),
  ...ofEntries(plans),
]
