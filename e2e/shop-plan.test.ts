import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadPlan, pageBindings, problemText, releaseToBuild, typesFile } from '@maidian/tracking-plan'
import { expect, test } from 'vitest'
import { testFolder } from './harness/folder.ts'
import { root, runCli } from './harness/maidian.ts'

const dir = join(root, 'tracking-plan/plan')

test('the plan that ships lints clean, and is a whole shop', () => {
  const { problems, content } = loadPlan(dir)
  expect(problems.map(problemText)).toEqual([])
  expect(Object.keys(content?.events ?? {}).length).toBeGreaterThanOrEqual(50)
})

test('its typed functions in the demo shop are those of the plan', () => {
  const text = readFileSync(join(root, 'demo/shop/src/plan.gen.ts'), 'utf8')
  expect(text, 'run: npm run plan').toBe(typesFile(releaseToBuild(dir), 'web'))
})

test('and so are the functions of the demo mini-program, which has no build', async () => {
  const folder = testFolder('shop-plan')
  const { code, stderr } = await runCli(['plan', 'types', '--source', 'mini', '--out', join(folder, 'plan.gen.js')])
  expect(code, stderr).toBe(0)
  for (const file of ['plan.gen.js', 'plan.gen.d.ts']) {
    const shipped = readFileSync(join(root, 'demo/miniprogram', file), 'utf8')
    expect(shipped, 'run: npm run plan').toBe(readFileSync(join(folder, file), 'utf8'))
  }
})

test('and so is the list by which the demo shop tracks without code', () => {
  const list = JSON.parse(readFileSync(join(root, 'demo/shop/src/bindings.gen.json'), 'utf8'))
  expect(list, 'run: npm run plan').toEqual(pageBindings(releaseToBuild(dir)))
  expect(list.length).toBeGreaterThan(0)
})

test('what the demo shop is built from is released', () => {
  expect(releaseToBuild(dir).version).not.toBe('next')
})

test('what the demo shop tracks by code it tracks by these functions alone', () => {
  for (const page of ['cart', 'category', 'checkout', 'product']) {
    const source = readFileSync(join(root, `demo/shop/src/pages/${page}.ts`), 'utf8')
    expect(source).toContain("from '../plan.gen.ts'")
    expect(source).not.toMatch(/\.track\(['"]/)
  }
})
