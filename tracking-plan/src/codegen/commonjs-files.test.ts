import { afterAll, describe, expect, test } from 'vitest'
import { nextOf } from '../testing/plan-of.ts'
import { commonJsFiles } from './commonjs-files.ts'
import { createCompiler } from './testing/compiler.ts'
import { SMALL_SHOP } from './testing/small-shop.ts'
import { typesFile } from './types-file.ts'

const compiler = createCompiler()
afterAll(compiler.remove)

const { script, declarations } = commonJsFiles(nextOf(SMALL_SHOP), 'web')

/** What the compiler has to say of these lines of JavaScript; nothing where it is content. */
const checked = (name: string, lines: string): string =>
  compiler.compiled(
    name,
    {
      'plan.js': script,
      'plan.d.ts': declarations,
      'require.d.ts': 'declare const require: (path: string) => any',
      'calls.js': `/// <reference path="./require.d.ts" />\nconst { buy, deleteEvent, pay } = require('./plan.js')\n${lines}`,
    },
    'calls.js',
  )

type Functions = Record<string, (props?: object) => unknown>
const run = (text: string): Functions => {
  const exports: Functions = {}
  new Function('exports', text)(exports)
  return exports
}

describe('the functions of a plan for an app without a build', () => {
  test('are those of the TypeScript file, under the same names', () => {
    const functions = run(script)
    const inTypeScript = [...typesFile(nextOf(SMALL_SHOP), 'web').matchAll(/^export const (\w+) =/gm)]
    expect(Object.keys(functions)).toEqual(inTypeScript.map(([, name]) => name))
    expect(functions.buy?.({ product_id: 'p' })).toEqual({
      event: 'buy',
      plan: expect.stringMatching(/^shop@next#[0-9a-f]{8}$/),
      props: { product_id: 'p' },
    })
    expect(functions.deleteEvent?.()).toMatchObject({ event: 'delete' })
  })

  test('are small, and run where only CommonJS does', () => {
    expect(script).not.toMatch(/\b(?:import|export) /)
    expect(script.length).toBeLessThan(declarations.length / 3)
  })

  test('right calls are content with their declarations', () => {
    const lines = `
buy({ product_id: 'p', price: 12.5, entry: 'anything', store_id: 's' })
pay({ payment_type: 'card', bank_code: 'ICBC' })
deleteEvent()
/** @type {import('./plan.js').Profile} */
const profile = { member_level: 'gold' }
/** @type {import('./plan.js').Events['buy']} */
const event = { product_id: 'p' }
console.log(profile, event)`
    expect(checked('right', lines)).toBe('')
  })

  test.each([
    ['a property is missing', 'buy({ price: 1 })'],
    ['a property has another type', 'buy({ product_id: 1 })'],
    ['a property is not planned', "buy({ product_id: 'p', colour: 'red' })"],
    ['a variant asks for more', "pay({ payment_type: 'card' })"],
    ['an event of another source', "require('./plan.js').other()"],
  ])('an editor marks a call where %s', (name, line) => {
    expect(checked(name.replaceAll(' ', '-'), line)).toMatch(/error TS\d+/)
  })
})
