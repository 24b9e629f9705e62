import { parseRule } from '../../cross-field/parse-rule.ts'
import type { PlanRule } from '../rule.ts'

export const crossFieldSyntax: PlanRule = {
  id: 'rule.syntax',
  severity: 'error',
  say: 'a rule between properties can be read',
  check: ({ content }) =>
    Object.values(content.events).flatMap(({ name, rules = [] }) =>
      rules.flatMap((text, i) => {
        const parsed = parseRule(text)
        if (parsed.ok) return []
        const message = `${text.slice(0, 80)}: at character ${parsed.at + 1}: ${parsed.message}`
        return [{ subject: `event:${name}` as const, path: ['rules', i], message }]
      }),
    ),
}
