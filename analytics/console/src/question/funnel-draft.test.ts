import { FunnelQuestion } from '@maidian/schemas'
import { expect, test } from 'vitest'
import { funnelFromSearch, funnelQuestion, funnelToSearch } from './funnel-draft.ts'

const read = (search: string) => funnelFromSearch(new URLSearchParams(search))
const asked = (search: string, project?: string) => {
  const draft = read(search)
  return draft && funnelQuestion(draft, project)
}
const LINK =
  'step=view_item&step=purchase&where.2={"price":{"gte":10}}&where={"platform":"mobile"}&window=12h&by=$browser' +
  '&from=2024-01-01&to=2024-04-30&bots=1'

test('a link is a question of the contract', () => {
  const question = asked(LINK, 'shop')
  expect(FunnelQuestion.parse(question)).toEqual({
    project: 'shop',
    steps: [{ event: 'view_item' }, { event: 'purchase', where: { price: { gte: 10 } } }],
    window: '12h',
    from: '2024-01-01',
    to: '2024-04-30',
    where: { platform: 'mobile' },
    breakdown: { by: ['$browser'] },
    include_bots: true,
  })
})

test('a question survives the url, names with odd characters too', () => {
  const draft = read(`${LINK}&step=${encodeURIComponent('下单 & "pay"=?')}`)
  expect(draft).not.toBeNull()
  if (draft) expect(funnelFromSearch(funnelToSearch(draft))).toEqual(draft)
})

test('the filter of a step stays with it when an unfinished step before it is left out', () => {
  const draft = read(LINK)
  if (!draft) throw new Error('unreadable')
  const [first, second] = draft.steps
  const steps = [{ event: '', where: [], key: 9 }, first, second].filter(step => step !== undefined)
  expect(funnelFromSearch(funnelToSearch({ ...draft, steps }))?.steps[1]?.where).toHaveLength(1)
})

test('no steps, no question', () => {
  expect(asked('window=7d')).toBeNull()
  expect(read('')?.steps).toEqual([])
})

test('a link that cannot be shown whole is not shown in part', () => {
  expect(read('step=a&where={"any":[{"b":1}]}')).toBeNull()
  expect(read('step=a&where.1={broken')).toBeNull()
})
