import type { FunnelAnswer } from '@maidian/schemas'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Chart, type ChartEngine } from '../chart/chart.tsx'
import { useFormats } from '../format/use-formats.ts'
import { funnelChartOption } from './funnel-chart-option.ts'
import { groupName, stepName } from './step-name.ts'

const loadEngine = async (): Promise<ChartEngine> => (await import('../chart/bar-engine.ts')).createBarEngine()

const HEIGHT = 320
const COLUMN_WIDTH = 84

type FunnelChartProps = { answer: FunnelAnswer; onPick: (step: number) => void }

export const FunnelChart = ({ answer, onPick }: FunnelChartProps) => {
  const { t } = useTranslation()
  const { count, share } = useFormats()
  const option = useMemo(() => {
    const words = {
      steps: answer.steps.map(step => stepName(step, t('funnel.anyEvent'))),
      users: t('funnel.users'),
      conversion: t('funnel.conversion'),
      fromPrevious: t('funnel.fromPrevious'),
      count,
      share,
      group: (value: readonly string[]) => groupName(value, { none: t('funnel.none') }),
    }
    return (width: number) => funnelChartOption(answer, words, width)
  }, [answer, t, count, share])
  return (
    <Chart
      load={loadEngine}
      option={option}
      label={t('funnel.chart')}
      height={HEIGHT}
      minWidth={answer.steps.length * COLUMN_WIDTH}
      // Bars of a group have no list of users yet.
      {...(!answer.breakdown && { onPick })}
    />
  )
}
