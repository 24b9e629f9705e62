import { BarChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { ChartEngine } from './chart.tsx'

/** As much of ECharts as bars need. Loaded after the page that shows them. */
export const createBarEngine = (): ChartEngine => {
  use([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])
  return element => init(element, null, { renderer: 'svg' })
}
