import { LineCounter, parseDocument } from 'yaml'
import type { Problem } from '../problem.ts'
import { FOLDER_NAMES, kindOf } from './kinds.ts'
import { plainValue } from './plain-value.ts'
import { type PlanFile, placeAt } from './plan-file.ts'
import type { TextFile } from './read-folder.ts'

/** More of one file help nobody. */
const MAX_PROBLEMS = 20
const MAX_BRACKETS = 100

/** An upper bound of how deep flow collections nest: the parser recurses, so a file of brackets is refused before it. */
const bracketDepth = (text: string): number => {
  let depth = 0
  let deepest = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, ++depth)
    else if (code === 0x5d || code === 0x7d) depth = Math.max(0, depth - 1)
    // A new line at the left edge begins a new entry: what was left open before is that entry's affair.
    else if (code === 0x0a && text.charCodeAt(at + 1) > 0x20 && !'[]{}'.includes(text[at + 1] as string)) depth = 0
  }
  return deepest
}

/** What the YAML library says, as a person who writes a plan can act on it. */
const SAYS: [RegExp, string][] = [
  [/Nested mappings are not allowed in compact mappings/, 'a text with ": " in it needs quotes: title: "a: b"'],
  [/multiple documents/, 'one file, one document: leave out the line ---, or make two files'],
  [/Maximum call stack/, 'nested too deep'],
  [
    /Implicit keys need to be on a single line|Implicit map keys need to be followed by map values/,
    'here a key without a value begins; write key: value',
  ],
]

const said = (message: string): string => SAYS.find(([pattern]) => pattern.test(message))?.[1] ?? message

/** Parses one file. Whatever is in it, this ends soon and throws nothing. */
export const parseYaml = ({ path, text }: TextFile): { file: PlanFile | null; problems: Problem[] } => {
  const lines = new LineCounter()
  const problems: Problem[] = []
  const report = (rule: string, offset: number, message: string): void => {
    if (problems.length < MAX_PROBLEMS)
      problems.push({ rule, severity: 'error', place: placeAt({ path, lines }, offset), message })
  }
  const kind = kindOf(path)
  if (kind === null) {
    report('plan.place', 0, `files of a plan are plan.yaml, or lie in ${FOLDER_NAMES}/`)
    return { file: null, problems }
  }
  if (bracketDepth(text) > MAX_BRACKETS) {
    report('yaml.depth', 0, 'nested too deep')
    return { file: null, problems }
  }
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    stringKeys: false,
  })
  for (const error of document.errors) report('yaml.syntax', error.pos[0], said(error.message))
  if (document.errors.length > 0) {
    return { file: { path, kind, text, root: null, value: undefined, lines }, problems }
  }
  const root = document.contents
  const { value, refused } = plainValue(root)
  for (const { rule, offset, message } of refused) report(rule, offset, message)
  return { file: { path, kind, text, root, value: problems.length > 0 ? undefined : value, lines }, problems }
}
