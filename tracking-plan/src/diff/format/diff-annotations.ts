import type { Places } from '../../load/places.ts'
import type { Finding } from '../finding.ts'
import { type GroupName, groupOf } from './groups.ts'

const LEVELS: Record<GroupName, 'error' | 'warning' | 'notice' | null> = {
  breaks: 'error',
  warns: 'warning',
  waived: 'warning',
  safe: 'notice',
  settled: null,
}

// https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const escapedProperty = (text: string): string => escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

/**
 * Findings as workflow commands of GitHub, at the lines they stand on. `root` is the plan's folder as the repository
 * sees it, since places are relative to the plan.
 */
export const diffAnnotations = (findings: readonly Finding[], places: Pick<Places, 'of'>, root = ''): string =>
  findings
    .flatMap(finding => {
      const level = LEVELS[groupOf(finding)]
      if (level === null) return []
      const { file, line, column } = places.of(finding.at.subject, finding.at.path)
      const path = root === '' ? file : `${root.replace(/\/$/, '')}/${file}`
      const waived = finding.waived ? ` (waived until ${finding.waived.until}: ${finding.waived.reason})` : ''
      const where = `file=${escapedProperty(path)},line=${line},col=${column},title=${escapedProperty(finding.rule)}`
      return [`::${level} ${where}::${escaped(finding.message + waived)}\n`]
    })
    .join('')
