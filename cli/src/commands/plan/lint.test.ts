import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { planLint } from './lint.ts'

const shop = fileURLToPath(new URL('../../../../tracking-plan/plan', import.meta.url))
let dir = ''

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'maidian-lint-'))
  cpSync(shop, dir, { recursive: true })
  process.exitCode = undefined
})
afterEach(() => {
  rmSync(dir, { recursive: true, force: true })
  vi.restoreAllMocks()
  process.exitCode = undefined
})

/** Runs `plan lint` on the copied plan; answers what it printed, without the folder's name. */
const lint = async (...options: string[]): Promise<{ out: string; exitCode: typeof process.exitCode }> => {
  const out: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation(text => out.push(String(text)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation(text => out.push(String(text)) > 0)
  const plan = new Command('plan')
  planLint(plan)
  await plan.parseAsync(['lint', '--plan', dir, ...options], { from: 'user' })
  return { out: out.join('').replaceAll(dir, 'plan'), exitCode: process.exitCode }
}
const write = (path: string, text: string) => writeFileSync(join(dir, path), text)
const SURVEY = 'owner: growth\nfires: {when: {zh: 提交后, en: after}}\nsources: {web: true}\n'

test('a plan without fault ends with its size and exit code 0', async () => {
  const { out, exitCode } = await lint('--strict')
  expect(out).toMatch(/^plan: 0 errors, 0 warnings · \d+ events\n$/)
  expect(exitCode).toBeUndefined()
})

test('a fault is told with its place, the line it is in, and a mark below it', async () => {
  write('events/survey.yaml', `event: survey\ntitle：{zh: 问卷, en: Survey}\n${SURVEY}props: [order_id！]\n`)
  const { out, exitCode } = await lint()
  expect(out).toBe(
    [
      'plan/events/survey.yaml:2:6: error: a full-width colon ends no key; write title: with a space behind it [chinese.colon]',
      '    title：{zh: 问卷, en: Survey}',
      '         ^',
      'plan/events/survey.yaml:6:17: error: the full-width ！ makes nothing required; write order_id! [chinese.exclamation]',
      '    props: [order_id！]',
      '                    ^',
      'plan: 2 errors, 0 warnings',
      '',
    ].join('\n'),
  )
  expect(exitCode).toBe(1)
})

test('--fix writes what is safe to mend, and only that', async () => {
  const right = `event: survey\ntitle: {zh: 问卷, en: Survey}\n${SURVEY}props: [order_id!]\n`
  write('events/survey.yaml', right.replace('title: ', 'title：').replace('!', '！'))
  const before = readFileSync(join(dir, 'plan.yaml'), 'utf8')
  const { out, exitCode } = await lint('--fix')
  expect(out).toContain('plan/events/survey.yaml: mended\n')
  expect(out).toContain('plan: 0 errors, 0 warnings')
  expect(exitCode).toBeUndefined()
  expect(readFileSync(join(dir, 'events/survey.yaml'), 'utf8')).toBe(right)
  expect(readFileSync(join(dir, 'plan.yaml'), 'utf8')).toBe(before)
})

test('a warning fails only where it is strict', async () => {
  write('events/survey.yaml', `event: survey\ntitle: 问卷\n${SURVEY}props: [order_id!]\n`)
  expect(await lint()).toMatchObject({ out: expect.stringContaining('1 warning ·'), exitCode: undefined })
  expect((await lint('--strict')).exitCode).toBe(1)
})

test('--format json is one line for machines, and annotations are for a forge', async () => {
  write('events/survey.yaml', `event: survey\ntitle: 问卷\n${SURVEY}props: [order_id!]\n`)
  const [problem] = JSON.parse((await lint('--format', 'json')).out)
  expect(problem).toMatchObject({ rule: 'text.language', severity: 'warning', place: { line: 2, column: 1 } })
  expect((await lint('--format', 'annotations')).out).toBe(
    '::warning file=plan/events/survey.yaml,line=2,col=1,title=text.language::the title is not there in en\n',
  )
})

test('a folder that is not there is one line', async () => {
  rmSync(dir, { recursive: true })
  const { out, exitCode } = await lint()
  expect(out).toBe('plan/plan.yaml:1:1: error: there is no folder plan [plan.missing]\nplan: 1 error, 0 warnings\n')
  expect(exitCode).toBe(1)
})
