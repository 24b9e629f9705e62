import type { FunnelStepAnswer } from '@maidian/schemas'
import { expect, test } from 'vitest'
import { type FunnelChartWords, funnelChartOption, MOST_GROUPS } from './funnel-chart-option.ts'

const words: FunnelChartWords = {
  steps: ['view', '<img src=x onerror=alert(1)>'],
  users: 'Users',
  conversion: 'Conversion',
  fromPrevious: 'From previous',
  count: String,
  share: share => `${share * 100}%`,
  group: value => value.join(' · '),
}
const step = (users: number, conversion: number): FunnelStepAnswer => ({
  event: 'x',
  users,
  conversion,
  conversion_from_previous: conversion,
  mean_s: null,
  median_s: null,
})
const steps = [step(200, 1), step(50, 0.25)]
const seriesOf = (option: ReturnType<typeof funnelChartOption>) => [option.series ?? []].flat()
const tooltipOf = (option: ReturnType<typeof funnelChartOption>, at: number): string => {
  const [tooltip] = [option.tooltip ?? []].flat()
  const format = tooltip?.formatter as unknown as (hovered: unknown) => string
  return format([{ dataIndex: at }])
}

test('bars are users, and above them stand those who were lost', () => {
  const [users, lost] = seriesOf(funnelChartOption({ steps }, words, 800))
  expect(users?.data).toEqual([200, 50])
  expect(lost?.data).toEqual([0, 150])
})

test('a breakdown is a bar per group, as many as can be told apart', () => {
  const breakdown = Array.from({ length: 12 }, (_, i) => ({ value: [`g${i}`], steps }))
  const series = seriesOf(funnelChartOption({ steps, breakdown }, words, 800))
  expect(series).toHaveLength(MOST_GROUPS)
  expect(series[0]).toMatchObject({ name: 'g0', data: [200, 50] })
})

test('names are text in tooltips, never HTML', () => {
  expect(tooltipOf(funnelChartOption({ steps }, words, 800), 1)).not.toContain('<img')
  const breakdown = [{ value: ['<b>x</b>'], steps }]
  const told = tooltipOf(funnelChartOption({ steps, breakdown }, words, 800), 0)
  expect(told).toContain('&lt;b&gt;x&lt;/b&gt;: 200 · 100%')
})
