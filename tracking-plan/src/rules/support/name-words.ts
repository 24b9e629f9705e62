import type { PlanFile } from '../../load/plan-file.ts'
import type { Word } from '../../load/words.ts'
import { meaningOf } from './meaning.ts'

/** A name that a file writes: from `start` to `end`, without quotes and without the `!` of a required property. */
export type WrittenName = { name: string; start: number; end: number }

/** What other rules explain. */
const OTHERWISE = /[！-～“”‘’、【】\p{Cf}[\p{Zs}--\x20]]|:\S/v

/** The names of the plan in a file. */
export const nameWords = (file: PlanFile): WrittenName[] =>
  file.words.flatMap((word: Word) => {
    const { style, role, source, offset } = word
    if ((style !== 'plain' && style !== 'quoted') || role === 'bare') return []
    const meaning = meaningOf(file, word)
    if (meaning !== 'name' && meaning !== 'use') return []
    const quoted = style === 'quoted' ? 1 : 0
    const inside = source.slice(quoted, source.length - quoted)
    const name = meaning === 'use' ? inside.replace(/!$/, '') : inside
    if (name === '' || OTHERWISE.test(name) || name.includes('\n')) return []
    return [{ name, start: offset + quoted, end: offset + quoted + name.length }]
  })
