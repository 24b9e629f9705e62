import { type Finding, factOf } from '../finding.ts'
import { concernsOthers, type Effect, type Say } from '../rule.ts'
import { DIFF_RULES } from '../rules.ts'
import { type Group, groupOf, groupsOf } from './groups.ts'

export type Language = keyof Say

const EFFECTS: Record<Effect, string> = { breaks: '✗', warns: '!', safe: '✓' }
const CLIENTS: Say = { en: 'old clients', zh: '旧客户端' }
const QUERIES: Say = { en: 'queries', zh: '现有查询' }
const NOTHING: Say = { en: 'Nothing differs.', zh: '没有差异。' }
const LISTED_EVENTS = 6

/** Chinese characters take two columns of a terminal. */
const widthOf = (text: string): number => [...text].reduce((sum, c) => sum + (/[⺀-￦]/.test(c) ? 2 : 1), 0)
const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)))

const effectsText = (finding: Finding, language: Language): string => {
  if (!concernsOthers(DIFF_RULES[finding.rule])) return ''
  const { clients, queries } = finding
  return `${CLIENTS[language]} ${EFFECTS[clients]}  ${QUERIES[language]} ${EFFECTS[queries]}`
}

const eventsText = (events: readonly string[], language: Language): string => {
  const names = events.slice(0, LISTED_EVENTS).join(', ')
  const more = events.length - LISTED_EVENTS
  const rest = more > 0 ? { en: ` and ${more} more`, zh: ` 等 ${events.length} 个` }[language] : ''
  return `${{ en: 'events', zh: '事件' }[language]} (${events.length}): ${names}${rest}`
}

const versionsText = (versions: readonly string[], language: Language): string =>
  `${{ en: 'against', zh: '对比' }[language]} ${versions.join(', ')}`

const waivedText = ({ reason, until }: { reason: string; until: string }, language: Language): string =>
  ({ en: `waived until ${until}: ${reason}`, zh: `已豁免至 ${until}：${reason}` })[language]

const detailsOf = (finding: Finding, language: Language): string[] => [
  language === 'zh' ? finding.zh : finding.message,
  ...(finding.waived ? [waivedText(finding.waived, language)] : []),
  [
    ...(finding.events.length > 0 ? [eventsText(finding.events, language)] : []),
    ...(finding.versions.length > 0 ? [versionsText(finding.versions, language)] : []),
  ].join(' · '),
]

/** What is safe takes a line, what is not says for whom, what to do, and where. */
const linesOf = (finding: Finding, language: Language, widths: { rules: number; subjects: number }): string[] => {
  const start = `  ${padded(finding.rule, widths.rules)}  ${padded(finding.subject, widths.subjects)}`
  if (groupOf(finding) === 'safe') return [`${start}  ${factOf(finding)[language]}`]
  const details = detailsOf(finding, language).filter(detail => detail !== '')
  return [`${start}  ${effectsText(finding, language)}`.trimEnd(), ...details.map(detail => `      ${detail}`)]
}

const groupText = ({ name, title, findings }: Group, language: Language): string => {
  const heading = `${title[language]} (${findings.length})`
  if (name === 'settled') return heading
  const widths = {
    rules: Math.max(...findings.map(({ rule }) => widthOf(rule))),
    subjects: Math.max(...findings.map(({ subject }) => widthOf(subject))),
  }
  return [heading, ...findings.flatMap(finding => linesOf(finding, language, widths))].join('\n')
}

const summaryText = (findings: readonly Finding[], language: Language): string => {
  const now = findings.filter(({ settled }) => !settled)
  const open = now.filter(finding => !finding.waived && concernsOthers(DIFF_RULES[finding.rule]))
  const clients = open.filter(finding => finding.clients === 'breaks').length
  const queries = open.filter(finding => finding.queries === 'breaks').length
  const waived = now.filter(finding => finding.waived).length
  return {
    en: `${now.length} ${now.length === 1 ? 'finding' : 'findings'}: old clients broken by ${clients}, existing queries by ${queries}; ${waived} waived`,
    zh: `共 ${now.length} 处：影响旧客户端 ${clients} 处，影响现有查询 ${queries} 处，已豁免 ${waived} 处`,
  }[language]
}

/** Findings for a person: what breaks first, for whom, and what to do instead; a count at the end. */
export const diffText = (findings: readonly Finding[], language: Language = 'en'): string => {
  if (findings.length === 0) return `${NOTHING[language]}\n`
  const groups = groupsOf(findings).map(group => groupText(group, language))
  return `${[...groups, summaryText(findings, language)].join('\n\n')}\n`
}
