import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { smallPlan } from '../rules/testing/small-plan.ts'
import { loadPlan, parsePlan } from './load-plan.ts'
import { readFolder } from './read-folder.ts'

const SECOND_MS = 1000
const root = mkdtempSync(join(tmpdir(), 'maidian-robust-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Reads, and holds the reader to a second and to an answer that names a place. */
const read = (work: () => ReturnType<typeof parsePlan>): ReturnType<typeof parsePlan> => {
  const began = performance.now()
  const plan = work()
  expect(performance.now() - began).toBeLessThan(SECOND_MS)
  for (const { place, message } of plan.problems) {
    expect(place.line).toBeGreaterThan(0)
    expect(message.length).toBeGreaterThan(0)
    expect(message.length).toBeLessThan(2000)
  }
  return plan
}
const withFile = (path: string, text: string) => read(() => parsePlan(smallPlan({ [path]: text })))

// The first read compiles what later ones use.
parsePlan(smallPlan())

describe('a file that no plan should be', () => {
  const laughs = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${`*${'abcdefghi'[i]},`.repeat(9)}]`),
  ].join('\n')
  const ODD: [string, string][] = [
    ['a circle of anchors', 'event: &a [*a]\n'],
    ['a billion laughs', laughs],
    ['100,000 brackets', '['.repeat(100_000)],
    ['100,000 braces', '{a: '.repeat(30_000)],
    ['nested dashes', '- '.repeat(60_000)],
    ['nested question marks', '? '.repeat(60_000)],
    ['indentation without end', Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['brackets on every line', '- {a: [\n'.repeat(10_000)],
    ['nothing but colons', ': '.repeat(60_000)],
    ['bad escapes', `x: "${'\\x'.repeat(50_000)}"`],
    ['20,000 keys', Array.from({ length: 12_000 }, (_, i) => `k${i}: 1`).join('\n')],
    ['the same key over and over', 'event: a\n'.repeat(12_000)],
    ['binary', String.fromCharCode(...Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256))],
    ['NUL and lone surrogates', 'event: a\u0000b\ud800\n'],
    ['tags', "event: !!js/function 'process.exit()'\n"],
    ['documents', '---\n'.repeat(20_000)],
    ['a number as a document', '42'],
    ['a list as a document', '- 1\n- 2\n'],
    ['nothing', ''],
    ['a comment alone', '# nothing\n'],
    [
      'names of Object.prototype',
      '__proto__: {type: string, say: x}\nconstructor: {type: string, say: y}\ntoString: 3\n',
    ],
    ['quotes without end', `event: "${'a\n'.repeat(30_000)}`],
  ]
  test.each(ODD)('%s ends in a message within a second', (_, text) => {
    for (const path of ['events/odd.yaml', 'properties/odd.yaml', 'plan.yaml']) {
      const { content, problems } = withFile(path, text)
      // An empty dictionary is one.
      if (content === null) expect(problems.some(({ severity }) => severity === 'error')).toBe(true)
    }
    expect(Object.prototype).not.toHaveProperty('type')
  })

  test('a pattern that would bring a regular expression to a halt is refused or linear', () => {
    const plan = withFile('properties/more.yaml', 'sku_code: {type: string, pattern: "^(a+)+$", say: x}\n')
    expect(plan.problems.map(({ rule }) => rule)).toEqual(['property.unused'])
    const evil = withFile('properties/more.yaml', String.raw`sku_code: {type: string, pattern: "^(a|a)*\\1$", say: x}`)
    expect(evil.problems.map(({ rule }) => rule)).toContain('pattern.syntax')
  })

  test('CRLF and a BOM change nothing but what is said of the BOM', () => {
    const crlf = smallPlan().map(file => ({ ...file, text: file.text.replaceAll('\n', '\r\n') }))
    expect(read(() => parsePlan(crlf)).problems).toEqual([])
  })
})

describe('a folder that no plan should be', () => {
  const folder = (name: string, write: (dir: string) => void): ReturnType<typeof parsePlan> => {
    const dir = join(root, name)
    for (const { path, text } of smallPlan()) {
      mkdirSync(join(dir, path, '..'), { recursive: true })
      writeFileSync(join(dir, path), text)
    }
    write(dir)
    return read(() => loadPlan(dir))
  }

  test('10 MB in one file', () => {
    const { problems } = folder('large', dir =>
      writeFileSync(join(dir, 'events/large.yaml'), 'a: b\n'.repeat(2_000_000)),
    )
    expect(problems[0]).toMatchObject({ rule: 'plan.size', place: { file: 'events/large.yaml' } })
  })
  test('6,000 files', () => {
    const { problems } = folder('many', dir => {
      for (let i = 0; i < 6000; i++) writeFileSync(join(dir, `events/e${i}.yaml`), 'event: a\n')
    })
    expect(problems[0]?.message).toContain('at most 5000')
  })
  test('links that lead in a circle, a file that is no YAML, a file in no folder', () => {
    const { problems } = folder('links', dir => {
      symlinkSync(dir, join(dir, 'events/loop'))
      writeFileSync(join(dir, 'events/notes.txt'), 'x')
      writeFileSync(join(dir, 'stray.yaml'), 'a: 1\n')
    })
    expect(problems.map(({ place, rule }) => `${place.file} ${rule}`)).toEqual([
      'events/loop plan.missing',
      'stray.yaml plan.place',
    ])
  })
  test('no folder at all', () => {
    expect(read(() => loadPlan(join(root, 'nowhere'))).problems[0]?.rule).toBe('plan.missing')
  })
})

test('whatever a slip of the hand makes of the shop, it is read within a second', () => {
  const shop = readFolder(fileURLToPath(new URL('../../plan', import.meta.url))).files
  const slip = fc.record({
    file: fc.nat(),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat({ max: 30 }),
    put: fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom('：', '，', '！', '{', '[', '\t', ': ', '#', '&a', '*a', '"', "'", '- ', '\n  '),
    ),
  })
  fc.assert(
    fc.property(fc.array(slip, { minLength: 1, maxLength: 3 }), slips => {
      const texts = shop.map(file => ({ ...file }))
      for (const { file, at, cut, put } of slips) {
        const target = texts[file % texts.length]
        if (!target) continue
        const start = Math.floor(at * target.text.length)
        target.text = target.text.slice(0, start) + put + target.text.slice(start + cut)
      }
      read(() => parsePlan(texts))
    }),
    { numRuns: 60, seed: 20_261_124 },
  )
})
