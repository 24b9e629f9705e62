import { type Finding, isOpen, worstOf } from '../finding.ts'
import type { Say } from '../rule.ts'

export type GroupName = 'breaks' | 'warns' | 'waived' | 'safe' | 'settled'
export type Group = { name: GroupName; title: Say; findings: Finding[] }

const TITLES: Record<GroupName, Say> = {
  breaks: { en: 'Breaks', zh: '不兼容' },
  warns: { en: 'Worth a look', zh: '需要留意' },
  waived: { en: 'Breaks, but waived', zh: '不兼容，已豁免' },
  safe: { en: 'Safe', zh: '安全' },
  settled: { en: 'Released earlier', zh: '此前已发布' },
}

export const groupOf = (finding: Finding): GroupName => {
  if (finding.settled) return 'settled'
  if (finding.waived) return 'waived'
  if (isOpen(finding)) return 'breaks'
  return worstOf(finding) === 'warns' ? 'warns' : 'safe'
}

/** Findings in the order in which they matter; groups without any are left out. */
export const groupsOf = (findings: readonly Finding[]): Group[] =>
  (Object.keys(TITLES) as GroupName[])
    .map(name => ({ name, title: TITLES[name], findings: findings.filter(finding => groupOf(finding) === name) }))
    .filter(group => group.findings.length > 0)
