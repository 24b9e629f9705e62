import { expect, test } from 'vitest'
import { ConfigError, parseConfig, readConfig } from './config.ts'

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
  expect(messageOf(`${shop}    plan: ./plan\n`)).toContain('not built yet')
})

test('two sources may not share a key', () => {
  expect(messageOf(`${shop}      - {key: wk_demo_web, kind: server}\n`)).toContain('two sources have the same key')
})

test('broken YAML and a missing file are said in one line', () => {
  expect(messageOf('projects: [')).toMatch(/^maidian\.yaml:1: /)
  expect(() => readConfig('/nowhere/maidian.yaml')).toThrow('cannot be read')
})
