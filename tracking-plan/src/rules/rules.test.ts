import { expect, test } from 'vitest'
import { fixPlan } from '../fix.ts'
import { parsePlan } from '../load/load-plan.ts'
import type { Problem } from '../problem.ts'
import { FILE_RULES, PLAN_RULES } from './index.ts'
import { BINDING_CASES } from './testing/binding-cases.ts'
import { type Case, FILE_CASES } from './testing/file-cases.ts'
import { PLAN_CASES } from './testing/plan-cases.ts'
import { smallPlan } from './testing/small-plan.ts'

const CASES: Case[] = [...FILE_CASES, ...PLAN_CASES, ...BINDING_CASES]
const shown = ({ rule, place }: Problem): string => `${rule} at ${place.file}:${place.line}:${place.column}`
const named = ({ rule, files }: Case): string => `${rule}: ${JSON.stringify(Object.values(files)[0])}`
const lint = (files: Parameters<typeof parsePlan>[0]) => parsePlan(files, { today: '2026-11-24', hasFile: () => false })

test('the small plan that cases begin from lints clean', () => {
  expect(lint(smallPlan()).problems).toEqual([])
})

test('every rule has a case', () => {
  const ids = new Set([...FILE_RULES, ...PLAN_RULES].map(({ id }) => id))
  expect(new Set(CASES.map(({ rule }) => rule))).toEqual(ids)
})

test.each(CASES.map(one => [named(one), one] as const))('%s', (_, { rule, files, at }) => {
  expect(lint(smallPlan(files)).problems.map(shown)).toEqual([`${rule} at ${at}`])
})

test.each(CASES.filter(({ fixed }) => fixed).map(one => [named(one), one] as const))('%s is mended', (_, one) => {
  const { files, plan } = fixPlan(smallPlan(one.files), lint)
  const texts = Object.fromEntries(files.map(({ path, text }) => [path, text]))
  expect(texts).toMatchObject(one.fixed ?? {})
  expect(plan.problems).toEqual([])
})
