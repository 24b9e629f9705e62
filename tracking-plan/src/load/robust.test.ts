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
const MAX_TRIES = 3
const root = mkdtempSync(join(tmpdir(), 'maidian-robust-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** CPU time of this process, which others on the machine do not add to. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Reads, and holds the reader to a second and to an answer that names a place. A busy machine has further tries. */
const read = (work: () => ReturnType<typeof parsePlan>): ReturnType<typeof parsePlan> => {
  const timed = () => {
    const began = cpuMs()
    return { plan: work(), spent: cpuMs() - began }
  }
  let { plan, spent } = timed()
  for (let tries = 1; spent >= SECOND_MS && tries < MAX_TRIES; tries++) ({ plan, spent } = timed())
  expect(spent).toBeLessThan(SECOND_MS)
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
    ['a text with a colon in each of 10,000 lines', 'title: a: b\n'.repeat(10_000)],
    ['a remark in each of 10,000 lines', 'title: a #b\n'.repeat(10_000)],
    ['tabs in each of 20,000 lines', '\ta: b\n'.repeat(20_000)],
    ['closing brackets alone', ']'.repeat(100_000)],
    ['sequences that never close', '- [\n'.repeat(20_000)],
    ['form feeds', '\f'.repeat(100_000)],
  ]
  test.each(ODD)('%s ends in a message within a second', (_, text) => {
    for (const path of ['events/odd.yaml', 'properties/odd.yaml', 'plan.yaml']) {
      const { content, problems } = withFile(path, text)
      // An empty dictionary is one.
      if (content === null) expect(problems.some(({ severity }) => severity === 'error')).toBe(true)
    }
    expect(Object.prototype).not.toHaveProperty('type')
  })

  const EVENT = 'event: odd\ntitle: 怪\nfires: {when: x}\nsources: {server: true}\n'
  const LONG: [string, string, string][] = [
    ['spaces inside a word', 'events/odd.yaml', `owner: a${' '.repeat(100_000)}b，\n`],
    ['spaces behind a remark', 'events/odd.yaml', `title: a #b${' '.repeat(100_000)}x\n`],
    ['full-width spaces', 'events/odd.yaml', `title:${'\u3000'.repeat(40_000)}x\n`],
    ['invisible characters', 'events/odd.yaml', `event: ${'a\u200b'.repeat(30_000)}\n`],
    ['full-width commas', 'events/odd.yaml', `${EVENT}props: [${'a，'.repeat(30_000)}]\n`],
    ['full-width colons', 'events/odd.yaml', `title: {${'zh：a,'.repeat(12_000)}}\n`],
    ['full-width quotes', 'events/odd.yaml', `${EVENT}tags: [${'“a,'.repeat(12_000)}”]\n`],
    ['full-width brackets', 'events/odd.yaml', `${EVENT}tags: [${'［a,'.repeat(12_000)}]\n`],
    ['brackets at the end of a word', 'events/odd.yaml', `title: ${'］'.repeat(40_000)}x\n`],
    ['capital letters', 'events/odd.yaml', `event: ${'A'.repeat(100_000)}\n`],
    ['underscores', 'events/odd.yaml', `event: ${'_'.repeat(100_000)}x\n`],
    ['digits and underscores', 'enums/odd.yaml', `odd: {${'1_'.repeat(50_000)}x: a}\n`],
    ['a number without end', 'events/odd.yaml', `title: ${'1'.repeat(100_000)}\n`],
    ['remarks that allow nothing', 'events/odd.yaml', `${EVENT}${'# lint-ok event.when: x\n'.repeat(4000)}`],
    [
      'bindings without end, of a name that every object has',
      'events/odd.yaml',
      `${EVENT.replace('server', 'web')}variants: {by: constructor, when: {x: []}}\nbindings:\n${'  - {selector: ".a > b:odd", props: {constructor: {const: constructor}}}\n'.repeat(1400)}`,
    ],
    [
      'unknown properties',
      'types/odd.yaml',
      `odd: {say: x, props: [${Array.from({ length: 9000 }, (_, i) => `zz${i}`)}]}\n`,
    ],
    ['one property over and over', 'types/odd.yaml', `odd: {say: x, props: [${'value, '.repeat(12_000)}]}\n`],
    ['properties that are none', 'properties/odd.yaml', Array.from({ length: 9000 }, (_, i) => `k${i}: 1\n`).join('')],
    [
      'questions about nothing',
      'questions/odd.yaml',
      Array.from({ length: 1500 }, (_, i) => `q${i}: {title: x, metric: {event: buyy${i}, of: valuee${i}}}\n`).join(''),
    ],
    [
      'patterns that repeat',
      'properties/odd.yaml',
      Array.from({ length: 1200 }, (_, i) => `k${i}: {type: string, pattern: "a{1000}", say: x}\n`).join(''),
    ],
    [
      'rules that nest',
      'events/odd.yaml',
      `${EVENT}rules: [${`"${'not '.repeat(20)}${'('.repeat(30)}a == a",`.repeat(700)}]\n`,
    ],
    [
      'variants',
      'events/odd.yaml',
      `${EVENT}variants: {by: pay_way, when: {${Array.from({ length: 4000 }, (_, i) => `w${i}: []`)}}}\n`,
    ],
    [
      'a wrong example',
      'events/odd.yaml',
      `${EVENT}props: [items]\nexample: {items: [${'{price: a},'.repeat(4000)}]}\n`,
    ],
  ]
  test.each(LONG)('%s without end take no rule longer than a second', (_, path, text) => {
    const { problems } = withFile(path, text)
    expect(problems.some(({ place }) => place.file === path)).toBe(true)
  })

  test('a message is one short line, whatever it speaks of', () => {
    const { problems } = withFile('enums/odd.yaml', `odd:\n  "a\\e[2J${'x'.repeat(5000)}": 1\n`)
    expect(problems.length).toBeGreaterThan(0)
    for (const { message } of problems) expect(message).not.toMatch(/\p{Cc}/u)
  })

  test('a pattern that would bring a regular expression to a halt is refused or linear', () => {
    const plan = withFile('properties/more.yaml', 'sku_code: {type: string, pattern: "^(a+)+$", say: x}\n')
    expect(plan.problems.map(({ rule }) => rule)).toEqual(['property.unused'])
    const evil = withFile('properties/more.yaml', String.raw`sku_code: {type: string, pattern: "^(a|a)*\\1$", say: x}`)
    expect(evil.problems.map(({ rule }) => rule)).toContain('pattern.syntax')
  })

  test('CRLF and a BOM change nothing but what is said of the BOM', () => {
    const crlf = smallPlan().map(file => ({ ...file, text: file.text.replaceAll('\n', '\r\n') }))
    const plan = read(() => parsePlan(crlf))
    expect(plan.problems).toEqual([])
    expect(plan.content).toEqual(parsePlan(smallPlan()).content)
    const marked = read(() => parsePlan(crlf.map(file => ({ ...file, text: `\ufeff${file.text}` }))))
    expect(new Set(marked.problems.map(({ rule }) => rule))).toEqual(new Set(['text.bom']))
    expect(marked.content).toEqual(plan.content)
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
  test('100,000 keys in many files', () => {
    const { problems } = folder('keys', dir => {
      for (let i = 0; i < 50; i++) {
        const keys = Array.from({ length: 2000 }, (_, k) => `k${i}_${k}: {type: string, say: 某个属性的含义}\n`)
        writeFileSync(join(dir, `properties/p${i}.yaml`), keys.join(''))
      }
    })
    expect(problems.map(({ rule }) => rule)).toEqual(['plan.size'])
  })
  test('file after file that cannot be read', () => {
    const { problems } = folder('broken', dir => {
      for (let i = 0; i < 20; i++) writeFileSync(join(dir, `events/e${i}.yaml`), ']\n'.repeat(50_000))
    })
    expect(problems.filter(({ rule }) => rule === 'plan.size')).toHaveLength(1)
  })
  test('no folder at all', () => {
    const { problems } = read(() => loadPlan(join(root, 'nowhere')))
    expect(problems.map(({ message }) => message)).toEqual([`there is no folder ${join(root, 'nowhere')}`])
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
    { numRuns: 40, seed: 20_261_124 },
  )
})
