import { type Finding, isOpen } from '../finding.ts'
import { DIFF_RULES } from '../rules.ts'

/** Findings for a program, with counts of what breaks whom. */
export const diffJson = (findings: readonly Finding[]): string => {
  const open = findings.filter(isOpen)
  const answer = {
    breaking: {
      clients: open.filter(({ clients }) => clients === 'breaks').length,
      queries: open.filter(({ queries }) => queries === 'breaks').length,
    },
    findings: findings.map(finding => ({ category: DIFF_RULES[finding.rule].category, ...finding })),
  }
  return `${JSON.stringify(answer, null, 2)}\n`
}
