import { PathsQuestion } from '@maidian/schemas'
import { expect, test } from 'vitest'
import { pathsFromSearch, pathsQuestion, pathsToSearch } from './paths-draft.ts'

const read = (search: string) => pathsFromSearch(new URLSearchParams(search))

test('without a word it asks about pages of the last days', () => {
  const draft = read('')
  expect(draft && PathsQuestion.parse(pathsQuestion(draft, undefined))).toEqual({
    nodes: ['page'],
    max_steps: 5,
    edge_limit: 60,
    from: '-7d',
  })
})

test('a question survives the url', () => {
  const draft = read(
    'node=event&node=page&start=/&end=purchase&steps=8&edges=0&group=/product/*&group=/c/*&exclude=/x' +
      '&where={"$browser":"Chrome"}&from=2024-01-01&to=2024-02-01&test=1',
  )
  if (!draft) throw new Error('unreadable')
  expect(pathsFromSearch(pathsToSearch(draft))).toEqual(draft)
  expect(PathsQuestion.parse(pathsQuestion(draft, 'shop'))).toMatchObject({
    project: 'shop',
    nodes: ['page', 'event'],
    groupings: ['/product/*', '/c/*'],
    include_test: true,
  })
})

test('a link that cannot be shown is not shown in part', () => {
  expect(read('node=screen')).toBeNull()
  expect(read('steps=many')).toBeNull()
  expect(read('where={"none":[{"a":1}]}')).toBeNull()
})
