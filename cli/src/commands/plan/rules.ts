import { DIFF_RULES, type Rule } from '@maidian/tracking-plan'
import type { Command } from 'commander'

const MARKS = { safe: '✓', warns: '!', breaks: '✗' } as const

const rulesText = (rules: readonly [string, Rule][]): string => {
  const width = Math.max(...rules.map(([id]) => id.length))
  const categories = [...new Set(rules.map(([, { category }]) => category))]
  const groups = categories.map(category => {
    const lines = rules
      .filter(([, rule]) => rule.category === category)
      .map(([id, { clients, queries, say }]) => {
        const effects = `${MARKS[clients]} ${MARKS[queries]}`
        return `  ${id.padEnd(width)}  ${effects}  ${say.en} · ${say.zh}`
      })
    return [category, ...lines].join('\n')
  })
  return `old clients, existing queries: ✓ safe, ! worth a look, ✗ breaks (at worst)\n\n${groups.join('\n\n')}\n`
}

/** `maidian plan rules`: every rule of `plan diff` and `plan release`. */
export const planRules = (parent: Command): void => {
  parent
    .command('rules')
    .description('list what plan diff and plan release look for')
    .option('--json', 'print the table as JSON')
    .action(({ json }: { json?: boolean }) => {
      const rules = Object.entries(DIFF_RULES) as [string, Rule][]
      const table = rules.map(([id, rule]) => ({ id, ...rule }))
      process.stdout.write(json ? `${JSON.stringify(table, null, 2)}\n` : rulesText(rules))
    })
}
