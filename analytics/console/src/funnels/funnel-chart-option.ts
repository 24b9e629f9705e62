import type { FunnelAnswer, FunnelStepAnswer } from '@maidian/schemas'
import type { BarSeriesOption } from 'echarts/charts'
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import { CELADON, CELADON_PALE, GROUPS, INK, LINE, MUTED } from '../chart/palette.ts'
import { CHART_FONT } from '../chart/text-style.ts'
import { escapeHtml } from '../format/escape-html.ts'

export type FunnelChartOption = ComposeOption<
  BarSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption
>

export type FunnelChartWords = {
  steps: readonly string[]
  users: string
  conversion: string
  fromPrevious: string
  count: (count: number) => string
  share: (share: number) => string
  group: (value: readonly string[]) => string
}

/** More groups than colours cannot be told apart. */
export const MOST_GROUPS = GROUPS.length

const MOST_BAR = 96
const ROUNDED = [5, 5, 0, 0]

/** Users per step as bars; behind each, pale, those who were lost since step 1. A breakdown is a bar per group. */
export const funnelChartOption = (
  answer: Pick<FunnelAnswer, 'steps' | 'breakdown'>,
  words: FunnelChartWords,
  width: number,
): FunnelChartOption => {
  const groups = answer.breakdown?.slice(0, MOST_GROUPS)
  return {
    ...frame(words, { legend: groups !== undefined, width }),
    tooltip: { ...TOOLTIP, formatter: tooltip(answer, words) },
    series: groups
      ? groups.map((group, i) => groupSeries(words.group(group.value), group.steps, GROUPS[i] ?? CELADON))
      : everybodySeries(answer.steps, words),
  }
}

const TOOLTIP: TooltipComponentOption = {
  trigger: 'axis',
  axisPointer: { type: 'shadow', shadowStyle: { color: 'rgba(31, 42, 46, 0.04)' } },
  borderColor: LINE,
  textStyle: { color: INK, fontFamily: CHART_FONT, fontSize: 13 },
  confine: true,
}

/** What the axis of numbers, and the air between labels, take of the width. */
const AXIS_WIDTH = 64
const LABEL_GAP = 8

const labelWidth = (width: number, steps: number): number =>
  Math.max(40, Math.floor((width - AXIS_WIDTH) / steps) - LABEL_GAP)

type Frame = { legend: boolean; width: number }

const frame = (words: FunnelChartWords, { legend, width }: Frame): FunnelChartOption => ({
  textStyle: { fontFamily: CHART_FONT, color: INK },
  animationDuration: 300,
  grid: {
    left: 8,
    right: 8,
    top: legend ? 48 : 40,
    bottom: 8,
    outerBoundsMode: 'same',
    outerBoundsContain: 'axisLabel',
  },
  ...(legend && { legend: { type: 'scroll', top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 12 } }),
  xAxis: {
    type: 'category',
    data: words.steps.map((step, i) => `${i + 1}  ${step}`),
    axisTick: { show: false },
    axisLine: { lineStyle: { color: LINE } },
    axisLabel: { color: INK, interval: 0, width: labelWidth(width, words.steps.length), overflow: 'breakAll' },
  },
  yAxis: {
    type: 'value',
    minInterval: 1,
    axisLabel: { color: MUTED, formatter: (value: number) => words.count(value) },
    splitLine: { lineStyle: { color: LINE, type: 'dashed' } },
  },
})

const everybodySeries = (steps: readonly FunnelStepAnswer[], words: FunnelChartWords): BarSeriesOption[] => {
  const entered = steps[0]?.users ?? 0
  return [
    {
      type: 'bar',
      name: words.users,
      stack: 'users',
      barMaxWidth: MOST_BAR,
      cursor: 'pointer',
      itemStyle: { color: CELADON },
      data: steps.map(({ users }) => users),
    },
    {
      type: 'bar',
      name: 'lost',
      stack: 'users',
      barMaxWidth: MOST_BAR,
      cursor: 'pointer',
      itemStyle: { color: CELADON_PALE, borderRadius: ROUNDED },
      emphasis: { disabled: true },
      label: {
        show: true,
        position: 'top',
        color: INK,
        fontWeight: 600,
        formatter: ({ dataIndex }) => words.share(steps[dataIndex]?.conversion ?? 0),
      },
      data: steps.map(({ users }) => entered - users),
    },
  ]
}

const groupSeries = (name: string, steps: readonly FunnelStepAnswer[], color: string): BarSeriesOption => ({
  type: 'bar',
  name,
  barMaxWidth: 40,
  barGap: '12%',
  itemStyle: { color, borderRadius: [3, 3, 0, 0] },
  data: steps.map(({ users }) => users),
})

type Hovered = { dataIndex: number; seriesName?: string; marker?: unknown }

/** Names come from whoever sends events; the tooltip is HTML. */
const tooltip =
  (answer: Pick<FunnelAnswer, 'steps' | 'breakdown'>, words: FunnelChartWords) =>
  (hovered: unknown): string => {
    const all = (Array.isArray(hovered) ? hovered : [hovered]) as Hovered[]
    const at = all[0]?.dataIndex ?? 0
    const title = `<strong>${at + 1}  ${escapeHtml(words.steps[at] ?? '')}</strong>`
    if (!answer.breakdown) return [title, ...stepLines(answer.steps[at], at, words)].join('<br>')
    const lines = answer.breakdown.slice(0, MOST_GROUPS).map((group, i) => {
      const step = group.steps[at]
      const dot = `<span style="color:${GROUPS[i]}">●</span>`
      return `${dot} ${escapeHtml(words.group(group.value))}: ${words.count(step?.users ?? 0)} · ${words.share(step?.conversion ?? 0)}`
    })
    return [title, ...lines].join('<br>')
  }

const stepLines = (step: FunnelStepAnswer | undefined, at: number, words: FunnelChartWords): string[] => [
  `${words.users}: ${words.count(step?.users ?? 0)}`,
  `${words.conversion}: ${words.share(step?.conversion ?? 0)}`,
  ...(at === 0 ? [] : [`${words.fromPrevious}: ${words.share(step?.conversion_from_previous ?? 0)}`]),
]
