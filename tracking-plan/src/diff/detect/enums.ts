import type { Enumeration, EnumValue } from '../../model.ts'
import type { Draft } from '../finding.ts'
import { match, type Pair } from '../match.ts'
import type { Plans } from '../plans.ts'
import type { Effect, Say } from '../rule.ts'
import type { DiffRuleId } from '../rules.ts'
import { probableRenames, sameButForCase } from '../similar.ts'
import { wording } from '../wording.ts'
import { wordingDraft } from './meaning.ts'

type Value = EnumValue & { name: string }

const named = ({ values }: Enumeration): Value[] => values.map(value => ({ ...value, name: value.value }))

const alike = (gone: Value, born: Value): boolean =>
  sameButForCase(gone.name, born.name) || wording(gone.say, born.say) === 'equal'

/** Whether a client that sends another value breaks the plan: only where some property takes nothing else. */
const closedFor = ({ after }: Plans, name: string): Effect => {
  const holders = [...Object.values(after.properties), ...Object.values(after.profile)]
  return holders.some(property => property.enum === name && !property.open) ? 'breaks' : 'safe'
}

/** The values of enums. An edited value concerns every event that uses a property of that enum. */
export const enums = (plans: Plans): Draft[] => plans.enums.flatMap(pair => valuesOf(plans, pair))

const valuesOf = (plans: Plans, { before, after }: Pair<Enumeration>): Draft[] => {
  const events = plans.touched(plans.usage.before.enum(before.name), plans.usage.after.enum(after.name))
  const clients = closedFor(plans, after.name)
  const draft = (rule: DiffRuleId, value: string, fact: Say, path: string[] = []): Draft => ({
    rule,
    subject: `${after.name}=${value}`,
    at: { subject: `enum:${after.name}`, path },
    events,
    fact,
  })
  const { pairs, gone, born } = match({ before: named(before), after: named(after) })
  const guesses = probableRenames({ gone, born, alike })
  const renamed = [...pairs.filter(pair => pair.before.name !== pair.after.name), ...guesses]
  const guessed = (value: Value) => guesses.some(guess => guess.before === value || guess.after === value)
  const kept = pairs.filter(pair => pair.before.name === pair.after.name)
  const drafts = [
    ...born
      .filter(value => !guessed(value))
      .map(({ name }) => draft('enum.value_added', name, { en: 'new value', zh: '新取值' }, [name])),
    ...gone
      .filter(value => !guessed(value))
      .map(({ name }) => ({
        ...draft('enum.value_removed', name, { en: 'no longer a value', zh: '不再是取值' }),
        clients,
      })),
    ...renamed.map(pair => {
      const fact = {
        en: `value: ${pair.before.name} → ${pair.after.name}`,
        zh: `取值：${pair.before.name} → ${pair.after.name}`,
      }
      return { ...draft('enum.value_renamed', pair.before.name, fact, [pair.after.name]), clients }
    }),
    ...kept.flatMap(pair =>
      aliasOf(pair).map(({ rule, fact }) => draft(rule, pair.after.name, fact, [pair.after.name])),
    ),
    ...pairs.flatMap(pair =>
      wordingDraft({
        what: { en: 'say', zh: '说明 say' },
        texts: [pair.before.say, pair.after.say],
        subject: `${after.name}=${pair.after.name}`,
        at: { subject: `enum:${after.name}`, path: [pair.after.name] },
        events,
      }),
    ),
  ]
  // What no property uses is sent by nobody.
  return events.length > 0 ? drafts : drafts.map(found => ({ ...found, clients: 'safe', queries: 'safe' }))
}

const aliasOf = ({ before, after }: Pair<Value>): { rule: DiffRuleId; fact: Say }[] => {
  const [old, now] = [before.renamed_from, after.renamed_from]
  if (old === now) return []
  const fact = { en: `renamed_from: ${old ?? 'none'} → ${now ?? 'none'}`, zh: `旧名：${old ?? '无'} → ${now ?? '无'}` }
  return [
    ...(old === undefined ? [] : [{ rule: 'alias.removed' as const, fact }]),
    ...(now === undefined ? [] : [{ rule: 'alias.added' as const, fact }]),
  ]
}
