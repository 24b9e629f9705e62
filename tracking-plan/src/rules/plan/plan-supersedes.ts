import type { PlanRule } from '../rule.ts'

/** Where clients of a version end up; null where they go in circles. */
const endOf = (version: string, supersedes: Readonly<Record<string, string>>): string | null => {
  const seen = new Set<string>()
  let at = version
  while (Object.hasOwn(supersedes, at)) {
    if (seen.has(at)) return null
    seen.add(at)
    at = supersedes[at] as string
  }
  return at
}

const isMonth = (version: string): boolean => {
  const month = Number(version.split('.')[1])
  return month >= 1 && month <= 12
}

export const planSupersedes: PlanRule = {
  id: 'plan.supersedes',
  severity: 'error',
  say: 'superseded and retired versions are real, and lead to one that is not superseded',
  check: ({ content: { plan, supersedes, retired } }) => {
    const subject = `plan:${plan}` as const
    const malformed = (version: string, path: (string | number)[]) =>
      isMonth(version)
        ? []
        : [{ subject, path, message: `${version} is no version: year.month.number, such as 2026.11.1` }]
    return [
      ...Object.entries(supersedes).flatMap(([from, to]) => [
        ...malformed(from, ['supersedes', from]),
        ...malformed(to, ['supersedes', from]),
      ]),
      ...Object.keys(supersedes)
        .filter(from => endOf(from, supersedes) === null)
        .map(from => ({
          subject,
          path: ['supersedes', from],
          message: `${from} leads in a circle; name the version that its clients are judged by`,
        })),
      ...retired.flatMap((version, i) => malformed(version, ['retired', i])),
    ]
  },
}
