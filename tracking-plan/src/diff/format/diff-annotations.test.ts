import { expect, test } from 'vitest'
import type { Places } from '../../load/places.ts'
import { toFinding } from '../finding.ts'
import { diffAnnotations } from './diff-annotations.ts'

const places: Pick<Places, 'of'> = {
  of: (subject, path = []) => ({
    file: `events/${subject.replace('event:', '')}, old.yaml`,
    line: 3,
    column: 1 + path.length,
  }),
}

const finding = toFinding({
  rule: 'event.sampling_changed',
  subject: 'purchase',
  at: { subject: 'event:purchase', path: ['sample'] },
  events: ['purchase'],
  fact: { en: '100% →\n10%', zh: '' },
})

test('what breaks is an error at its line, escaped as GitHub asks', () => {
  expect(diffAnnotations([finding], places, 'tracking-plan/plan/')).toMatch(
    /^::error file=tracking-plan\/plan\/events\/purchase%2C old\.yaml,line=3,col=2,title=event\.sampling_changed::purchase: 100%25 →%0A10%25\. SILENT: .*\n$/,
  )
})

test('what is waived is a warning that says so; what was released earlier is not told again', () => {
  const waived = { ...finding, waived: { reason: 'agreed', until: '2026-12-31' } }
  const text = diffAnnotations([waived, { ...finding, settled: true }], places)
  expect(text).toMatch(/^::warning .*\(waived until 2026-12-31: agreed\)\n$/)
})
