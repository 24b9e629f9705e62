import { expect, test } from 'vitest'
import { toFinding } from '../finding.ts'
import { diffText } from './diff-text.ts'

const events = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const removed = toFinding({
  rule: 'event.removed',
  subject: 'share',
  at: { subject: 'plan:' },
  events,
  fact: { en: 'no longer in the plan', zh: '已从方案中删除' },
})
const waiver = toFinding({
  rule: 'waiver.unused',
  subject: 'coupon',
  at: { subject: 'change:x' },
  events: [],
  fact: { en: 'waives nothing', zh: '没有对应的问题' },
})
const widened = { ...removed, rule: 'range.widened', clients: 'safe', queries: 'warns' } as const

test('groups come in the order in which they matter, with counts of who is broken', () => {
  const waived = { ...removed, waived: { reason: 'agreed', until: '2026-12-31' } }
  const text = diffText([waiver, widened, waived, { ...removed, settled: true }, removed])
  const headings = text.split('\n').filter(line => /^\S/.test(line))
  expect(headings).toEqual([
    'Breaks (1)',
    'Worth a look (2)',
    'Breaks, but waived (1)',
    'Released earlier (1)',
    '4 findings: old clients broken by 1, existing queries by 1; 1 waived',
  ])
})

test('long lists of events are cut short and counted; what has none names none', () => {
  expect(diffText([removed])).toContain('events (8): a, b, c, d, e, f and 2 more')
  expect(diffText([{ ...removed, events: events.slice(0, 6) }])).toMatch(/events \(6\): a, b, c, d, e, f$/m)
  expect(diffText([waiver])).not.toContain('events')
  expect(diffText([waiver])).not.toMatch(/old clients [✓!✗]|may be judged/)
  expect(diffText([waiver])).toContain('1 finding: old clients broken by 0')
})
