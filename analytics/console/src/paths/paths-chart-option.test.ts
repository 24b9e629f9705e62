import { expect, test } from 'vitest'
import { nodeName, nodePosition } from './node-name.ts'
import { type PathsChartWords, pathsChartOption, pathsChartSize } from './paths-chart-option.ts'

const words: PathsChartWords = {
  paths: 'Paths',
  users: 'Users',
  mean: 'Mean',
  reached: 'Reached',
  continued: 'Continued',
  dropped: 'Dropped',
  count: String,
  duration: seconds => `${seconds} s`,
}
const node = (id: string) => ({ id, reached: 3, continued: 2, dropped: 1 })
const answer = {
  edges: [
    { source: '1_/', target: '2_/a_b', paths: 5, users: 4, mean_s: 12 },
    { source: '2_/a_b', target: '3_<i>', paths: 2, users: 2, mean_s: 3 },
  ],
  nodes: [node('1_/'), node('2_/a_b'), node('3_<i>'), node('1_/alone')],
}

const option = pathsChartOption(answer, words)
const [series] = [option.series ?? []].flat()
const [tooltip] = [option.tooltip ?? []].flat()
const told = tooltip?.formatter as unknown as (hovered: object) => string

test('a node is called by its name, which may hold underscores', () => {
  expect(nodeName('2_/a_b')).toBe('/a_b')
  expect(nodePosition('12_/cart')).toBe(12)
})

test('edges are as wide as their paths, nodes stand at their position, and only linked ones are drawn', () => {
  expect(series?.links).toEqual([
    { source: '1_/', target: '2_/a_b', value: 5 },
    { source: '2_/a_b', target: '3_<i>', value: 2 },
  ])
  expect(series?.data?.map(({ name, depth }) => [name, depth])).toEqual([
    ['1_/', 0],
    ['2_/a_b', 1],
    ['3_<i>', 2],
  ])
})

test('tooltips tell users and times, with names as text', () => {
  expect(told({ dataType: 'edge', data: { source: '2_/a_b', target: '3_<i>' } })).toBe(
    '<strong>/a_b → &lt;i&gt;</strong><br>Paths: 2<br>Users: 2<br>Mean: 3 s',
  )
  expect(told({ dataType: 'node', name: '3_<i>' })).toContain('Dropped: 1')
})

test('the picture grows with its columns', () => {
  expect(pathsChartSize(answer).width).toBeGreaterThan(pathsChartSize({ edges: answer.edges.slice(0, 1) }).width)
})
