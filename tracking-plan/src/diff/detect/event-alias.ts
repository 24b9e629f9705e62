import type { Draft } from '../finding.ts'
import type { Plans } from '../plans.ts'
import type { DiffRuleId } from '../rules.ts'
import { fromTo } from '../shown.ts'

/** The former name of an event, said later or taken away. A rename brings its own. */
export const eventAlias = ({ lasting }: Plans): Draft[] =>
  lasting.flatMap(({ before, after }) => {
    const [old, now] = [before.renamed_from, after.renamed_from]
    if (old === now || before.name !== after.name) return []
    const rules: DiffRuleId[] = [
      ...(old === undefined ? [] : ['alias.removed' as const]),
      ...(now === undefined ? [] : ['alias.added' as const]),
    ]
    return rules.map(rule => ({
      rule,
      subject: after.name,
      at: { subject: `event:${after.name}`, path: ['renamed_from'] },
      events: [after.name],
      fact: fromTo({ en: 'renamed_from', zh: '旧名 renamed_from' }, [old, now]),
    }))
  })
