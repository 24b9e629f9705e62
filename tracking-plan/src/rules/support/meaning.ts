import type { PlanFile } from '../../load/plan-file.ts'
import type { Path, Word } from '../../load/words.ts'
import { type Meaning, SHAPES, type Shape } from './shapes.ts'

/** A text may be a map of languages. */
const LANGUAGE = /^[a-z]{2}(?:-[A-Z]{2})?$/

const stepInto = (shape: Shape, step: string | number): Shape => {
  if (shape === 'data') return 'data'
  if (shape === 'text') return LANGUAGE.test(String(step)) ? 'text' : 'unknown'
  if (typeof shape === 'string') return 'unknown'
  if ('each' in shape) return typeof step === 'number' ? shape.each : 'unknown'
  if ('either' in shape) return shape.either.map(one => stepInto(one, step)).find(one => one !== 'unknown') ?? 'unknown'
  if (typeof step === 'number') return 'unknown'
  if ('named' in shape) return shape.of
  return Object.hasOwn(shape.keys, step) ? (shape.keys[step] as Shape) : 'unknown'
}

/** A key that has swallowed the bracket of its value: nothing below it is what it seems. */
const isBroken = (step: string | number): boolean => /[{[｛［]/.test(String(step))

const at = (kind: PlanFile['kind'], path: Path): Shape =>
  path.some(isBroken) ? 'unknown' : path.reduce(stepInto, SHAPES[kind])

const keyIn = (shape: Shape): Meaning => {
  if (shape === 'data') return 'data'
  if (shape === 'text') return 'key'
  if (shape === 'unknown') return 'unknown'
  if (typeof shape === 'string') return 'structure'
  if ('keys' in shape) return 'key'
  if ('named' in shape) return shape.named
  if ('each' in shape) return 'structure'
  return shape.either.map(keyIn).find(one => one !== 'structure') ?? 'structure'
}

const valueIn = (shape: Shape): Meaning => {
  if (typeof shape === 'string') return shape
  if ('either' in shape) return shape.either.map(valueIn).findLast(one => one !== 'structure') ?? 'structure'
  return 'structure'
}

/** What a word of a file is there for. */
export const meaningOf = ({ kind }: Pick<PlanFile, 'kind'>, { role, path }: Pick<Word, 'role' | 'path'>): Meaning =>
  role === 'key' || role === 'bare' ? keyIn(at(kind, path.slice(0, -1))) : valueIn(at(kind, path))

/** What the value of a key is there for. */
export const valueMeaning = ({ kind }: Pick<PlanFile, 'kind'>, path: Path): Meaning => valueIn(at(kind, path))

const FREE: readonly Meaning[] = ['text', 'data', 'option', 'unknown']

/** True where only letters, digits and signs of ASCII belong. */
export const isStrict = (meaning: Meaning): boolean => !FREE.includes(meaning)
