import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fixPlan } from './fix.ts'
import { parsePlan } from './load/load-plan.ts'
import { readFolder, type TextFile } from './load/read-folder.ts'

const shop = readFolder(fileURLToPath(new URL('../plan', import.meta.url))).files
const lint = (files: readonly TextFile[]) => parsePlan(files, { today: '2026-11-24' })
const right = lint(shop).content

/** What an input method makes of a sign of YAML. */
const SLIPS: [pattern: RegExp, slip: string][] = [
  [/(?<=^ *[a-z_]+!?): /gm, '：'],
  [/(?<=^ *[a-z_]+!?): /gm, ':'],
  [/(?<=^ *[a-z_]+!?):(?=\n)/gm, '：'],
  [/(?<=[{,] ?[a-z_]+!?): /g, '：'],
  [/(?<=\[[a-z_!, ]*[a-z_]!?), (?=[a-z_!, ]+\])/g, '，'],
  [/(?<=\[[a-z_!, ]*[a-z_])!/g, '！'],
  [/(?<=, ?)en: (?=[^"{},]*\})/g, 'en：'],
  [/\[(?=[a-z_!, ]+\])/g, '［'],
  [/(?<=\[[a-z_!, ]+)\]/g, '］'],
  [/(?<=: )"(?=>=)/g, '“'],
  [/(?<=^) {2}(?=[a-z])/gm, '　'],
  [/(?<=^) {2}(?=[a-z])/gm, '\t'],
  [/(?<=: )true(?=[,}])/g, 'yes'],
  [/"(?=>=)/g, ''],
]

test('whatever an input method makes of the shop: mended, the plan says what it said before, or is called wrong', () => {
  const slip = fc.record({ file: fc.nat(shop.length - 1), slip: fc.nat(SLIPS.length - 1), at: fc.nat(1000) })
  let made = 0
  let mended = 0
  fc.assert(
    fc.property(fc.array(slip, { minLength: 1, maxLength: 3 }), slips => {
      const files = shop.map(file => ({ ...file }))
      for (const one of slips) {
        const target = files[one.file] as TextFile
        const [pattern, text] = SLIPS[one.slip] as [RegExp, string]
        const places = [...target.text.matchAll(pattern)]
        const place = places[one.at % Math.max(places.length, 1)]
        if (!place) continue
        target.text = target.text.slice(0, place.index) + text + target.text.slice(place.index + place[0].length)
      }
      fc.pre(files.some((file, i) => file.text !== shop[i]?.text))
      made++
      const { plan } = fixPlan(files, lint)
      if (plan.content === null) return
      mended++
      expect(plan.content).toEqual(right)
    }),
    { numRuns: 60, seed: 20_261_124 },
  )
  expect(mended / made).toBeGreaterThan(0.95)
})
