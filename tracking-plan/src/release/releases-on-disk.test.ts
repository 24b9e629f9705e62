import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DiffRuleId } from '../diff/rules.ts'
import { PlanError } from '../errors.ts'
import { readReleases } from './read-releases.ts'
import { shopRelease } from './testing/shop-release.ts'
import { writeRelease } from './write-release.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'releases-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const failure = (run: () => unknown): PlanError => {
  try {
    run()
  } catch (error) {
    if (error instanceof PlanError) return error
    throw error
  }
  throw new Error('nothing failed')
}

const edit = (file: string, change: (text: string) => string) => writeFileSync(file, change(readFileSync(file, 'utf8')))

test('what was written is read again, the newest first', () => {
  const releases = ['2026.9.1', '2026.11.1', '2026.10.1'].map(version => shopRelease(version))
  for (const release of releases) writeRelease(dir, release)
  expect(readReleases(dir).map(({ version }) => version)).toEqual(['2026.11.1', '2026.10.1', '2026.9.1'])
  expect(readReleases(dir)[2]).toEqual(releases[0])
  expect(readdirSync(dir).sort()).toEqual(['shop@2026.10.1.json', 'shop@2026.11.1.json', 'shop@2026.9.1.json'])
})

test('a plan that was never released has no folder, and no releases', () => {
  expect(readReleases(join(dir, 'not-there'))).toEqual([])
})

test('a release is never written over, and no half of one is left behind', () => {
  const file = writeRelease(dir, shopRelease('2026.11.1'))
  const before = readFileSync(file, 'utf8')
  const again = failure(() =>
    writeRelease(
      dir,
      shopRelease('2026.11.1', plan => plan.languages.push('ja')),
    ),
  )
  expect(again.code).toBe('release.exists')
  expect(again.message).toContain(file)
  expect(readFileSync(file, 'utf8')).toBe(before)
  expect(readdirSync(dir)).toEqual(['shop@2026.11.1.json'])
})

test('a released file that was edited is named, whatever was edited in it', () => {
  const file = writeRelease(dir, shopRelease('2026.11.1'))
  edit(file, text => text.replace('"unit": "CNY"', '"unit": "USD"'))
  const error = failure(() => readReleases(dir))
  expect(error.code).toBe('release.edited' satisfies DiffRuleId)
  expect(error.message).toContain(file)
})

test('so is a key that this Maidian does not know', () => {
  const file = writeRelease(dir, shopRelease('2026.11.1'))
  edit(file, text => text.replace('"plan": "shop"', '"plan": "shop", "retention": 30'))
  expect(failure(() => readReleases(dir)).code).toBe('release.edited')
})

test('a file that is no release, or another than its name says, is named', () => {
  writeFileSync(join(dir, 'shop@1.json'), '{"plan": "shop"')
  expect(failure(() => readReleases(dir)).message).toContain('shop@1.json')
  writeFileSync(join(dir, 'shop@1.json'), '{"plan": "shop"}')
  expect(failure(() => readReleases(dir)).message).toContain('languages')
  writeFileSync(join(dir, 'shop@1.json'), JSON.stringify(shopRelease('2026.11.1')))
  const error = failure(() => readReleases(dir))
  expect([error.code, error.message.includes('shop@2026.11.1.json')]).toEqual(['release.unreadable', true])
})
