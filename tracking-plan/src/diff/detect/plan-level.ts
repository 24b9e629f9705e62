import type { PlanContent } from '../../model.ts'
import type { Draft } from '../finding.ts'
import type { Plans } from '../plans.ts'
import { own } from '../same.ts'
import { fromTo } from '../shown.ts'
import { privacyFacts } from './property-pii.ts'

const planName = ({ before, after }: Plans): Draft[] => {
  if (before.plan === after.plan) return []
  const fact = fromTo({ en: 'plan', zh: '方案' }, [before.plan, after.plan])
  return [{ rule: 'plan.renamed', subject: 'plan', at: { subject: 'plan:', path: ['plan'] }, events: [], fact }]
}

const supersedes = ({ before, after }: Plans): Draft[] =>
  [...new Set([...Object.keys(before.supersedes), ...Object.keys(after.supersedes)])].flatMap(version => {
    const [old, now] = [own(before.supersedes, version), own(after.supersedes, version)]
    if (old === now) return []
    const fact = fromTo({ en: 'judged by', zh: '改由此版本校验' }, [old, now])
    const at = { subject: 'plan:', path: ['supersedes', version] } as const
    return [{ rule: now ? 'supersedes.added' : 'supersedes.removed', subject: version, at, events: [], fact }]
  })

const kept = (plan: PlanContent): string | undefined => plan.user && `${plan.user.pii}, ${plan.user.store}`

/** User ids are in every event. */
const identity = ({ before, after, lasting }: Plans): Draft[] => {
  if (kept(before) === kept(after)) return []
  const what = { en: 'user', zh: '用户标识' }
  const common = {
    subject: 'user',
    at: { subject: 'plan:', path: ['user'] } as const,
    events: lasting.map(pair => pair.after.name),
  }
  const privacy = privacyFacts({ what, before: before.user ?? {}, after: after.user ?? {} })
  return [
    ...(before.user?.store === after.user?.store
      ? []
      : [{ ...common, rule: 'user.identity_changed' as const, fact: fromTo(what, [kept(before), kept(after)]) }]),
    ...privacy.map(({ rule, fact }) => ({ ...common, rule, fact })),
  ]
}

/** What a plan says about itself and about all events: its name, whose clients it judges, what user ids are. */
export const planLevel = (plans: Plans): Draft[] => [...planName(plans), ...supersedes(plans), ...identity(plans)]
