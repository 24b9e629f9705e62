import type { PathEdge, PathNode, PathsAnswer } from '@maidian/schemas'
import type { SankeySeriesOption } from 'echarts/charts'
import type { TooltipComponentOption } from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import { GROUPS, INK, LINE } from '../chart/palette.ts'
import { CHART_FONT } from '../chart/text-style.ts'
import { escapeHtml } from '../format/escape-html.ts'
import { nodeName, nodePosition } from './node-name.ts'

export type PathsChartOption = ComposeOption<SankeySeriesOption | TooltipComponentOption>

export type PathsChartWords = {
  paths: string
  users: string
  mean: string
  reached: string
  continued: string
  dropped: string
  count: (count: number) => string
  duration: (seconds: number) => string
}

/** Columns narrower than this put labels on top of each other. */
const COLUMN_WIDTH = 170
const LABEL_WIDTH = 130
const NODE_HEIGHT = 34

/** The same name has the same colour at each position. */
const colours = (nodes: readonly PathNode[]): Map<string, string> => {
  const names = [...new Set(nodes.toSorted((a, b) => b.reached - a.reached).map(({ id }) => nodeName(id)))]
  return new Map(names.map((name, i) => [name, GROUPS[i % GROUPS.length] as string]))
}

/** How much room the picture wants: its columns beside each other, its fullest column without overlaps. */
export const pathsChartSize = (answer: Pick<PathsAnswer, 'edges'>): { width: number; height: number } => {
  const ids = new Set(answer.edges.flatMap(({ source, target }) => [source, target]))
  const columns = new Map<number, number>()
  for (const position of [...ids].map(nodePosition)) columns.set(position, 1 + (columns.get(position) ?? 0))
  const fullest = Math.max(0, ...columns.values())
  return {
    width: columns.size * COLUMN_WIDTH,
    height: Math.min(1200, Math.max(360, fullest * NODE_HEIGHT)),
  }
}

/** Nodes in columns by position, edges as wide as they have paths. Nodes without an edge have no place in a flow. */
export const pathsChartOption = (
  { edges, nodes }: Pick<PathsAnswer, 'edges' | 'nodes'>,
  words: PathsChartWords,
): PathsChartOption => {
  const linked = new Set(edges.flatMap(({ source, target }) => [source, target]))
  const colour = colours(nodes)
  const byId = new Map(nodes.map(node => [node.id, node]))
  const byEnds = new Map(edges.map(edge => [`${edge.source}\n${edge.target}`, edge]))
  return {
    textStyle: { fontFamily: CHART_FONT, color: INK },
    animationDuration: 300,
    tooltip: {
      trigger: 'item',
      borderColor: LINE,
      textStyle: { color: INK, fontFamily: CHART_FONT, fontSize: 13 },
      confine: true,
      formatter: hovered => tooltip(hovered, { byId, byEnds, words }),
    },
    series: [
      {
        type: 'sankey',
        left: 4,
        right: LABEL_WIDTH + 8,
        top: 8,
        bottom: 8,
        nodeWidth: 12,
        nodeGap: 14,
        draggable: false,
        emphasis: { focus: 'adjacency' },
        lineStyle: { color: 'source', opacity: 0.22, curveness: 0.5 },
        label: {
          color: INK,
          fontFamily: CHART_FONT,
          width: LABEL_WIDTH,
          overflow: 'truncate',
          formatter: ({ name }) => nodeName(name),
        },
        data: [...linked].map(id => ({
          name: id,
          depth: nodePosition(id) - 1,
          itemStyle: { color: colour.get(nodeName(id)) ?? GROUPS[0], borderWidth: 0 },
        })),
        links: edges.map(({ source, target, paths }) => ({ source, target, value: paths })),
      },
    ],
  }
}

type Known = { byId: Map<string, PathNode>; byEnds: Map<string, PathEdge>; words: PathsChartWords }

/** Names come from whoever sends events; the tooltip is HTML. */
const tooltip = (hovered: unknown, { byId, byEnds, words }: Known): string => {
  const { dataType, data, name } = hovered as { dataType?: string; name?: string; data?: object }
  if (dataType === 'edge') {
    const { source = '', target = '' } = (data ?? {}) as { source?: string; target?: string }
    const edge = byEnds.get(`${source}\n${target}`)
    if (!edge) return ''
    return [
      `<strong>${escapeHtml(nodeName(source))} → ${escapeHtml(nodeName(target))}</strong>`,
      `${words.paths}: ${words.count(edge.paths)}`,
      `${words.users}: ${words.count(edge.users)}`,
      `${words.mean}: ${words.duration(edge.mean_s)}`,
    ].join('<br>')
  }
  const node = byId.get(name ?? '')
  if (!node) return escapeHtml(nodeName(name ?? ''))
  return [
    `<strong>${escapeHtml(nodeName(node.id))}</strong>`,
    `${words.reached}: ${words.count(node.reached)}`,
    `${words.continued}: ${words.count(node.continued)}`,
    `${words.dropped}: ${words.count(node.dropped)}`,
  ].join('<br>')
}
