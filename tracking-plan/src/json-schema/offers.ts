import { BUILT_IN_EVENTS } from '@maidian/schemas'
import { DIFF_RULES } from '../diff/rules.ts'
import { type PlanContent, ScalarType, type Text } from '../model.ts'

/** A word that an editor completes, and what it means. */
export type Choice = { value: string; say: string }

/** The names of a plan, by what they are names of. */
export type Offers = Record<
  'property' | 'use' | 'event' | 'asked' | 'owner' | 'enum' | 'list' | 'unit' | 'pii' | 'lookup' | 'waived',
  Choice[]
>

const told = (text: Text): string => [...new Set(Object.values(text))].join(' · ')

/** What stands somewhere in the plan already, such as owners. */
const found = (values: readonly (string | undefined)[], say: string): Choice[] =>
  [...new Set(values)].flatMap(value => (value ? [{ value, say }] : [])).sort((a, b) => (a.value < b.value ? -1 : 1))

/** What an editor offers in the files of a plan. */
export const offersOf = (content: PlanContent): Offers => {
  const properties = Object.values(content.properties)
  const all = [...properties, ...Object.values(content.profile)]
  const events = Object.values(content.events)
  const property = properties.map(({ name, say }) => ({ value: name, say: told(say) }))
  const event = events.map(({ name, title }) => ({ value: name, say: told(title) }))
  const owners = [content.defaults.owner, ...events.map(({ owner }) => owner), ...all.map(({ owner }) => owner)]
  const types = Object.values(content.types).map(({ name, say }) => ({ value: name, say: told(say) }))
  const scalars = ScalarType.options.filter(type => type !== 'enum')
  return {
    property,
    use: property.flatMap(({ value, say }) => [
      { value, say },
      { value: `${value}!`, say: `${say} (required)` },
    ]),
    event,
    asked: [...event, ...Object.keys(BUILT_IN_EVENTS).map(value => ({ value, say: '内置事件 · built in' }))],
    owner: found(owners, '负责人 · owner'),
    enum: Object.values(content.enums).map(({ name, values }) => ({
      value: name,
      say: values.map(({ value }) => value).join(', '),
    })),
    list: [...types, ...scalars.map(value => ({ value, say: '单个值 · a single value' }))],
    unit: found(['CNY', 'ms', 's', 'd', 'g', '%', '1', ...all.map(({ unit }) => unit)], '单位 · unit'),
    pii: found(
      all.map(({ pii }) => pii),
      '个人信息类别 · kind of private data',
    ),
    lookup: found(
      all.map(({ lookup }) => lookup),
      '维度表 · kind of item',
    ),
    waived: Object.entries(DIFF_RULES).flatMap(([value, rule]) =>
      'waivable' in rule && rule.waivable === false ? [] : [{ value, say: `${rule.say.zh} · ${rule.say.en}` }],
    ),
  }
}
