import { type PlanFile, placeAt } from './load/plan-file.ts'
import type { Problem } from './problem.ts'
import { FILE_RULES, PLAN_RULES } from './rules/index.ts'

type Allowance = { file: string; line: number; rule: string; used: boolean; remark: Problem['place'] }

const REMARK = /^#\s*lint-ok\b\s*([\w.]*)\s*[:：]?\s*(.*)$/

const SEVERITIES = new Map([...FILE_RULES, ...PLAN_RULES].map(({ id, severity }) => [id, severity]))

/** The line that a remark is about: its own, or the next one that says something where it stands alone. */
const lineMeant = ({ text, lines }: PlanFile, offset: number): number => {
  const { line } = lines.linePos(offset)
  const start = text.lastIndexOf('\n', offset - 1) + 1
  if (text.slice(start, offset).trim() !== '') return line
  const below = text.slice(offset).split('\n').slice(1)
  return (
    line +
    1 +
    Math.max(
      0,
      below.findIndex(one => /^\s*[^\s#]/.test(one)),
    )
  )
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
  const kept = problems.filter(({ rule, place }) => {
    const allowed = allowances.find(one => one.rule === rule && one.file === place.file && one.line === place.line)
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
