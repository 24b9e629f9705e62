import { SankeyChart } from 'echarts/charts'
import { TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { ChartEngine } from './chart.tsx'

/** As much of ECharts as a Sankey needs. Loaded after the page that shows it. */
export const createSankeyEngine = (): ChartEngine => {
  use([SankeyChart, TooltipComponent, SVGRenderer])
  return element => init(element, null, { renderer: 'svg' })
}
