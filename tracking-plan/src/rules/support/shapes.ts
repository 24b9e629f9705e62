import type { FileKind } from '../../load/kinds.ts'

/**
 * What a word of a file is.
 *
 * - `text`: for people, where full-width signs belong. `data`: any value. `option`: a value of an enum.
 * - `name`: a name of the plan. `use`: one with an optional `!`. `version`, `day`, `number`, `flag`: what they say.
 * - `word`: any other text for machines, such as a unit. `key`: of the language itself.
 * - `structure`: a list or a map is due there, not a word. `unknown`: nothing is.
 */
export type Meaning =
  | 'text'
  | 'data'
  | 'option'
  | 'name'
  | 'use'
  | 'version'
  | 'day'
  | 'number'
  | 'flag'
  | 'word'
  | 'key'
  | 'structure'
  | 'unknown'

/** Keys of the language; keys that the plan chooses; a list; one or the other. A `text` may be a map of languages. */
export type Shape =
  | Exclude<Meaning, 'structure' | 'key'>
  | { keys: { [key: string]: Shape } }
  | { named: 'name' | 'use' | 'option' | 'version'; of: Shape }
  | { each: Shape }
  | { either: Shape[] }

const uses: Shape = { each: { either: ['use', { named: 'use', of: 'text' }] } }
const names: Shape = { each: 'name' }
const words: Shape = { each: 'word' }

const property: Shape = {
  keys: {
    type: 'word',
    enum: 'name',
    open: 'flag',
    list: 'word',
    say: 'text',
    scale: 'number',
    unit: 'word',
    range: 'word',
    min: 'number',
    max: 'number',
    size: 'word',
    pattern: 'text',
    nullable: 'flag',
    default: 'data',
    tz: 'word',
    pii: 'word',
    store: 'word',
    lookup: 'name',
    renamed_from: 'name',
    example: 'data',
    owner: 'word',
    tags: words,
  },
}

/** What stands where in each kind of file, as far as a rule about writing must know. */
export const SHAPES: Record<FileKind, Shape> = {
  plan: {
    keys: {
      plan: 'name',
      title: 'text',
      languages: words,
      defaults: { keys: { on_violation: 'word', owner: 'word' } },
      every_event: { named: 'name', of: names },
      user: { keys: { pii: 'word', store: 'word' } },
      supersedes: { named: 'version', of: 'version' },
      retired: { each: 'version' },
    },
  },
  property: { named: 'name', of: property },
  profile: { named: 'name', of: property },
  enum: {
    named: 'name',
    of: { named: 'option', of: { either: [{ keys: { say: 'text', renamed_from: 'option' } }, 'text'] } },
  },
  type: { named: 'name', of: { keys: { say: 'text', props: uses } } },
  event: {
    keys: {
      event: 'name',
      title: 'text',
      say: 'text',
      status: 'word',
      owner: 'word',
      fires: { keys: { when: 'text', not: 'text', shot: 'text' } },
      sources: { named: 'name', of: { either: ['flag', 'version'] } },
      on_violation: { either: ['word', { named: 'name', of: 'word' }] },
      once_per: names,
      props: uses,
      rules: words,
      variants: { keys: { by: 'name', when: { named: 'option', of: uses } } },
      extra: 'word',
      sample: 'number',
      replaces: names,
      renamed_from: 'name',
      tags: words,
      example: { named: 'name', of: 'data' },
      // A selector may begin with # or [, and hold any sign.
      bindings: {
        each: {
          keys: {
            selector: 'text',
            when: 'word',
            path: 'word',
            props: { named: 'name', of: { either: [{ keys: { const: 'data' } }, 'text'] } },
          },
        },
      },
    },
  },
  question: {
    named: 'name',
    of: { keys: { title: 'text', owner: 'word', funnel: 'data', metric: 'data' } },
  },
  change: {
    keys: {
      why: 'text',
      meaning: { either: ['word', { named: 'name', of: 'word' }] },
      waivers: { each: { keys: { rule: 'word', of: 'word', reason: 'text', until: 'day' } } },
    },
  },
}
