import type { PlanRule } from '../rule.ts'

export const waiverExpired: PlanRule = {
  id: 'waiver.expired',
  severity: 'warning',
  say: 'a waiver that has run out is taken away or prolonged',
  check: ({ changes, today }) =>
    changes.flatMap(({ slug, waivers }) =>
      waivers.flatMap(({ rule, of, until }, i) =>
        until < today
          ? [
              {
                subject: `change:${slug}` as const,
                path: ['waivers', i, 'until'],
                message: `the waiver of ${rule} for ${of} ran out on ${until}`,
              },
            ]
          : [],
      ),
    ),
}
