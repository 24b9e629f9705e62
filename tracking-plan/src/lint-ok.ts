import { type PlanFile, placeAt } from './load/plan-file.ts'
import type { Problem } from './problem.ts'
import { FILE_RULES, PLAN_RULES } from './rules/index.ts'

type Allowance = { file: string; line: number; rule: string; used: boolean; remark: Problem['place'] }

const REMARK = /^#\s*lint-ok\b\s*([\w.]*)\s*[:：]?\s*(.*)$/

/** So far below a remark its line is looked for. */
const MAX_BELOW = 20
const MAX_INDENT = 100

const SEVERITIES = new Map([...FILE_RULES, ...PLAN_RULES].map(({ id, severity }) => [id, severity]))

/** The line that a remark is about: its own, or the next one that says something where it stands alone. */
const lineMeant = ({ text, lines }: PlanFile, offset: number): number => {
  const { line } = lines.linePos(offset)
  if (text.slice(lines.lineStarts[line - 1], offset).trim() !== '') return line
  const below = lines.lineStarts
    .slice(line, line + MAX_BELOW)
    .findIndex(start => /^[ ]*[^\s#]/.test(text.slice(start, start + MAX_INDENT)))
  return line + 1 + Math.max(0, below)
}

const wrongRemark = (rule: string, reason: string): string | null => {
  const severity = SEVERITIES.get(rule)
  if (severity === undefined) return `there is no rule ${rule || 'there'}; write # lint-ok RULE: reason`
  if (severity === 'error') return `${rule} is an error, which cannot be allowed`
  return reason === '' ? `say why: # lint-ok ${rule}: reason` : null
}

const warning = (rule: string, place: Problem['place'], message: string): Problem => ({
  rule,
  severity: 'warning',
  place,
  message,
})

const allowancesIn = (file: PlanFile): { allowances: Allowance[]; problems: Problem[] } => {
  const allowances: Allowance[] = []
  const problems: Problem[] = []
  for (const { offset, source } of file.comments) {
    const [, rule, reason = ''] = REMARK.exec(source.trimEnd()) ?? []
    if (rule === undefined) continue
    const remark = placeAt(file, offset)
    const wrong = wrongRemark(rule, reason)
    if (wrong !== null) problems.push(warning('lint.ok_form', remark, wrong))
    else allowances.push({ file: file.path, line: lineMeant(file, offset), rule, used: false, remark })
  }
  return { allowances, problems }
}

/**
 * Leaves out the warnings that `# lint-ok RULE: reason` allows, behind a line or above it. A remark that allows nothing
 * is a warning itself; without `complete` rules about the plan did not run, and nobody can tell.
 */
export const withoutAllowed = (
  problems: readonly Problem[],
  files: readonly PlanFile[],
  { complete }: { complete: boolean },
): Problem[] => {
  const found = files.map(allowancesIn)
  const allowances = found.flatMap(one => one.allowances)
  const byPlace = new Map(allowances.map(one => [`${one.rule} ${one.line} ${one.file}`, one]))
  const kept = problems.filter(({ rule, place }) => {
    const allowed = byPlace.get(`${rule} ${place.line} ${place.file}`)
    if (allowed) allowed.used = true
    return !allowed
  })
  const unused = complete ? allowances.filter(({ used }) => !used) : []
  return [
    ...kept,
    ...found.flatMap(one => one.problems),
    ...unused.map(({ rule, remark }) =>
      warning('lint.ok_unused', remark, `${rule} has nothing to say here; leave it out`),
    ),
  ]
}
