import type { EChartsCoreOption, EChartsType } from 'echarts/core'
import { useEffect, useRef, useState } from 'react'

export type ChartEngine = (element: HTMLElement) => EChartsType

export type ChartProps = {
  /** Brings the engine; the same function each time. */
  load: () => Promise<ChartEngine>
  /** What to draw in so many pixels; the same function until the answer changes. */
  option: (width: number) => EChartsCoreOption
  label: string
  height: number
  minWidth?: number
  /** Told the index of the item that was clicked. */
  onPick?: (index: number) => void
}

/** A picture of an answer. What it tells is also in a table, so that it is one image to a screen reader. */
export const Chart = ({ load, option, label, height, minWidth = 0, onPick }: ChartProps) => {
  const element = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<EChartsType>()
  const [width, setWidth] = useState(0)

  useEffect(() => {
    let made: EChartsType | undefined
    let gone = false
    const resized = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0))
    void load().then(engine => {
      if (gone || !element.current) return
      made = engine(element.current)
      resized.observe(element.current)
      setChart(made)
    })
    return () => {
      gone = true
      resized.disconnect()
      made?.dispose()
    }
  }, [load])

  useEffect(() => {
    if (!chart || chart.isDisposed() || width === 0) return
    chart.resize()
    chart.setOption(option(width), { notMerge: true })
  }, [chart, option, width])

  useEffect(() => {
    if (!chart || chart.isDisposed() || !onPick) return
    const pick = (event: { dataIndex?: number }): void => {
      if (event.dataIndex !== undefined) onPick(event.dataIndex)
    }
    chart.on('click', pick)
    return () => {
      if (!chart.isDisposed()) chart.off('click', pick)
    }
  }, [chart, onPick])

  return (
    <div className="chart-scroll">
      <div ref={element} role="img" aria-label={label} style={{ height, minWidth }} />
    </div>
  )
}
