import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readReleases } from '@maidian/tracking-plan'
import { Command } from 'commander'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { planDiff } from './diff.ts'
import { planRelease } from './release.ts'
import { planRules } from './rules.ts'

const shop = fileURLToPath(new URL('../../../../tracking-plan/plan', import.meta.url))
let root = ''
let dir = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'maidian-release-'))
  dir = join(root, 'plan')
  cpSync(shop, dir, { recursive: true })
  rmSync(join(dir, 'changes'), { recursive: true, force: true })
  mkdirSync(join(dir, 'changes'))
  process.exitCode = undefined
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
  vi.restoreAllMocks()
  process.exitCode = undefined
})

/** Runs a command on the copied plan; answers what it printed where, and its exit code. */
const run = async (...words: string[]) => {
  const out: string[] = []
  const err: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation(text => out.push(String(text)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation(text => err.push(String(text)) > 0)
  process.exitCode = undefined
  const plan = new Command('plan').exitOverride()
  planDiff(plan)
  planRelease(plan, (release, previous) => `${previous?.version ?? 'nothing'} → ${release.version}`)
  planRules(plan)
  for (const command of plan.commands) command.exitOverride()
  const where = words[0] === 'rules' ? [] : ['--plan', dir]
  await plan.parseAsync([...words, ...where], { from: 'user' })
  return { out: out.join(''), err: err.join(''), exitCode: process.exitCode ?? 0 }
}

const write = (path: string, text: string) => writeFileSync(join(dir, path), text)
const survey = (props: string) =>
  write(
    'events/survey.yaml',
    `event: survey\ntitle: {zh: 问卷, en: Survey}\nowner: growth\nfires: {when: {zh: 提交后, en: after}}\nsources: {web: true}\nprops: [${props}]\n`,
  )

const released = () => readReleases(join(root, 'releases')).map(({ version }) => version)

test('a plan is released, its change files go, and what breaks it afterwards is refused until somebody answers', async () => {
  survey('order_id!')
  write('changes/survey.yaml', 'why: {zh: 新问卷, en: a new survey}\n')

  const dry = await run('release', '--dry-run')
  expect(dry.out).toMatch(/^shop@\d{4}\.\d+\.1#[0-9a-f]{8}\n/)
  expect(dry.out).toContain('survey: 1.0 (new)')
  expect(existsSync(join(root, 'releases'))).toBe(false)

  const first = await run('release')
  expect(first.exitCode).toBe(0)
  const [version] = released()
  expect(first.err).toContain(`shop@${version}.json`)
  expect(readFileSync(join(root, 'releases', `shop@${version}.sql`), 'utf8')).toBe(`nothing → ${version}`)
  expect(readdirSync(join(dir, 'changes'))).toEqual([])

  const again = await run('release')
  expect(again).toMatchObject({ exitCode: 1, out: expect.stringContaining('release.nothing_changed') })

  survey('order_id!, coupon!')
  const refused = await run('release')
  expect(refused).toMatchObject({ exitCode: 1, out: expect.stringContaining('survey.coupon: new, and required') })
  expect(released()).toEqual([version])

  const waiver = '{rule: property.required_added, of: survey.coupon, reason: 灰度, until: 2999-12-31}'
  write('changes/coupon.yaml', `why: {zh: 要券码, en: coupons wanted}\nwaivers:\n  - ${waiver}\n`)
  const second = await run('release')
  expect(second.out).toContain('survey: 1.0 → 2.0 (major)')
  expect(second.out).toContain('coupons wanted')
  expect(released()).toHaveLength(2)
  expect(readdirSync(join(dir, 'changes'))).toEqual([])
})

test('diff says what would break, as text, JSON and annotations, with an exit code for CI', async () => {
  survey('order_id!')
  expect(await run('diff')).toMatchObject({ exitCode: 0, err: expect.stringContaining('no release yet') })
  await run('release')
  const [version] = released()
  expect(await run('diff')).toMatchObject({ exitCode: 0, out: 'Nothing differs.\n' })

  survey('order_id!, coupon!')
  const text = await run('diff', '--language', 'zh')
  expect(text).toMatchObject({ exitCode: 1, out: expect.stringContaining('不兼容 (1)') })
  const json = JSON.parse((await run('diff', '--format', 'json')).out)
  expect(json).toMatchObject({
    breaking: { clients: 1, queries: 0 },
    findings: [{ subject: 'survey.coupon', versions: [version] }],
  })
  const annotations = await run('diff', '--format', 'annotations')
  expect(annotations.out).toMatch(
    /^::error file=\S+plan\/events\/survey\.yaml,line=6,col=20,title=property\.required_added::survey\.coupon: /,
  )
  expect((await run('diff', '--against', version!)).exitCode).toBe(1)
  await expect(run('diff', '--against', '2000.1.1')).rejects.toThrow(`there is no release 2000.1.1`)
})

test('a released file that was edited stops both', async () => {
  await run('release')
  const file = join(root, 'releases', `shop@${released()[0]}.json`)
  writeFileSync(file, readFileSync(file, 'utf8').replace('"CNY"', '"USD"'))
  await expect(run('diff')).rejects.toMatchObject({ code: 'release.edited' })
  await expect(run('release')).rejects.toMatchObject({ code: 'release.edited' })
})

test('rules lists every rule with what it does to clients and queries', async () => {
  const { out } = await run('rules')
  expect(out).toMatch(/^ {2}property\.unit_changed +✓ ✗ {2}.+ · .+$/m)
  const rules = JSON.parse((await run('rules', '--json')).out)
  expect(rules).toContainEqual(
    expect.objectContaining({ id: 'property.unit_changed', silent: true, queries: 'breaks' }),
  )
})
