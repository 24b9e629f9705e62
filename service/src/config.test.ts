import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseConfig, readConfig } from './config.ts'
import { ConfigError } from './located.ts'

const shop = `projects:
  - name: shop
    timezone: Asia/Shanghai
    sources:
      - {key: wk_demo_web, kind: web, origins: ["http://localhost:*"]}
`
const messageOf = (text: string): string => {
  try {
    parseConfig(text)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

test('a configuration is read with its defaults', () => {
  expect(parseConfig(shop).projects[0]).toMatchObject({ name: 'shop', url_query: [], sources: [{ ip: 'truncate' }] })
})

test('rows are kept for as many days as a project says, and for ever without', () => {
  expect(parseConfig(shop).projects[0]?.retention).toBeNull()
  expect(parseConfig(`${shop}    retention: {days: 400}\n`).projects[0]?.retention).toEqual({ days: 400 })
  expect(messageOf(`${shop}    retention: {days: 0}\n`)).toContain('projects[0].retention.days')
})

test('an unknown key stops the boot and names its line', () => {
  expect(messageOf(`${shop}    colour: red\n`)).toBe('maidian.yaml:6: projects[0].colour: unknown key')
  expect(messageOf(shop.replace('kind: web', 'kind: web, orgins: []'))).toContain(
    'maidian.yaml:5: projects[0].sources[0].orgins: unknown key',
  )
})

test('each mistake says what to write instead', () => {
  expect(messageOf(shop.replace(', origins: ["http://localhost:*"]', ''))).toContain('say which pages may send')
  expect(messageOf(shop.replace('Asia/Shanghai', 'Asia/Beijing2'))).toContain('maidian.yaml:3: projects[0].timezone')
  expect(messageOf(shop.replace('name: shop', 'name: system'))).toContain('taken by the store')
})

test('what needs a plan says so', () => {
  const needs = 'it needs a tracking plan; add plan: FOLDER to the project'
  expect(messageOf(`${shop}    unplanned: block\n`)).toBe(`maidian.yaml:6: projects[0].unplanned: ${needs}`)
  expect(messageOf(shop.replace('kind: web', 'kind: web, unversioned: quarantine'))).toContain(needs)
  expect(messageOf(`${shop}    plan: ./plan\n    unplanned: forbid\n`)).toContain('maidian.yaml:7')
})

test('one word says what becomes of unplanned events and of unplanned properties', () => {
  const unplanned = (text: string) =>
    parseConfig(`${shop}    plan: ./plan\n    unplanned: ${text}\n`).projects[0]?.unplanned
  expect(unplanned('quarantine')).toEqual({ events: 'quarantine', props: 'quarantine' })
  expect(unplanned('{events: block}')).toEqual({ events: 'block', props: 'flag' })
})

test('the folder of a plan and the file of a mapping are found from the configuration, wherever one stands', () => {
  const dir = mkdtempSync(join(tmpdir(), 'maidian-config-'))
  const file = join(dir, 'maidian.yaml')
  writeFileSync(file, `${shop.replace('kind: web', 'kind: web, mapping: ./names.yaml')}    plan: ./tracking/plan\n`)
  expect(readConfig(file).projects[0]?.plan).toBe(join(dir, 'tracking', 'plan'))
  expect(readConfig(file).projects[0]?.sources[0]?.mapping).toBe(join(dir, 'names.yaml'))
  rmSync(dir, { recursive: true })
})

test('two sources may not share a key', () => {
  expect(messageOf(`${shop}      - {key: wk_demo_web, kind: server}\n`)).toContain('two sources have the same key')
})

test('broken YAML and a missing file are said in one line', () => {
  expect(messageOf('projects: [')).toMatch(/^maidian\.yaml:1: /)
  expect(() => readConfig('/nowhere/maidian.yaml')).toThrow('cannot be read')
})
