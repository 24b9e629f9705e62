import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { planBindings } from './bindings.ts'
import { planRelease } from './release.ts'

const shop = fileURLToPath(new URL('../../../../tracking-plan/plan', import.meta.url))
let root = ''
let dir = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'maidian-bindings-'))
  dir = join(root, 'plan')
  cpSync(shop, dir, { recursive: true })
  rmSync(join(dir, 'changes'), { recursive: true, force: true })
  mkdirSync(join(dir, 'changes'))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
  vi.restoreAllMocks()
})

/** Runs a command on the copied plan; answers what it printed where. */
const run = async (...words: string[]) => {
  const out: string[] = []
  const err: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation(text => out.push(String(text)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation(text => err.push(String(text)) > 0)
  const plan = new Command('plan').exitOverride()
  planBindings(plan)
  planRelease(plan)
  await plan.parseAsync([...words, '--plan', dir], { from: 'user' })
  return { out: out.join(''), err: err.join('') }
}
const survey = (bindings: string) =>
  writeFileSync(
    join(dir, 'events/survey.yaml'),
    `event: survey\ntitle: {zh: 问卷, en: Survey}\nowner: growth\nfires: {when: {zh: 提交后, en: after}}\nsources: {web: true}\nprops: [order_id!]\nbindings: ${bindings}\n`,
  )
const ofSurvey = (text: string) => JSON.parse(text).filter(({ event }: { event: string }) => event === 'survey')

test('bindings are printed with the stamp of the working tree, or of the release that says the same', async () => {
  survey('[{selector: .survey, when: submit, props: {order_id: "@data-order"}}]')
  const expected = { selector: '.survey', event: 'survey', on: 'submit', props: { order_id: '@data-order' } }
  const next = await run('bindings')
  expect(ofSurvey(next.out)).toEqual([{ ...expected, plan: expect.stringMatching(/^shop@next#[0-9a-f]{8}$/) }])
  await run('release')
  expect(ofSurvey((await run('bindings')).out)[0].plan).toMatch(/^shop@\d{4}\.\d+\.1#[0-9a-f]{8}$/)

  survey('[{selector: .other, props: {order_id: "@data-order"}}]')
  expect(ofSurvey((await run('bindings')).out)[0].plan).toMatch(/^shop@next#/)
})

test('--out writes the same to a file and says of which plan', async () => {
  survey('[{selector: .survey, props: {order_id: "@data-order"}}]')
  const { out } = await run('bindings')
  const file = join(root, 'public/bindings.json')
  const written = await run('bindings', '--out', file)
  expect(readFileSync(file, 'utf8')).toBe(out)
  expect(written).toEqual({ out: '', err: expect.stringMatching(/bindings\.json: shop@next#[0-9a-f]{8}\n$/) })
})

test('a plan with errors makes no list', async () => {
  survey('[{selector: "a[", props: {order_id: "@data-order"}}]')
  await expect(run('bindings')).rejects.toMatchObject({
    code: 'plan.invalid',
    message: expect.stringContaining('a[ is no CSS selector'),
  })
})
