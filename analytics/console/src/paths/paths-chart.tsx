import type { PathsAnswer } from '@maidian/schemas'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Chart, type ChartEngine } from '../chart/chart.tsx'
import { useFormats } from '../format/use-formats.ts'
import { pathsChartOption, pathsChartSize } from './paths-chart-option.ts'

const loadEngine = async (): Promise<ChartEngine> => (await import('../chart/sankey-engine.ts')).createSankeyEngine()

export const PathsChart = ({ answer }: { answer: PathsAnswer }) => {
  const { t } = useTranslation()
  const { count, duration } = useFormats()
  const option = useMemo(() => {
    const drawn = pathsChartOption(answer, {
      paths: t('paths.paths'),
      users: t('paths.users'),
      mean: t('paths.mean'),
      reached: t('paths.reached'),
      continued: t('paths.continued'),
      dropped: t('paths.dropped'),
      count,
      duration,
    })
    return () => drawn
  }, [answer, t, count, duration])
  const { width, height } = pathsChartSize(answer)
  return <Chart load={loadEngine} option={option} label={t('paths.chart')} height={height} minWidth={width} />
}
