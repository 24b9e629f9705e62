import { Composer, type CST, LineCounter, type Node, Parser } from 'yaml'
import type { Problem } from '../problem.ts'
import { FOLDER_NAMES, kindOf } from './kinds.ts'
import { plainValue } from './plain-value.ts'
import { type PlanFile, placeAt } from './plan-file.ts'
import type { TextFile } from './read-folder.ts'
import { wordsOf } from './words.ts'

/** More of one file help nobody. */
const MAX_PROBLEMS = 20

/** What the YAML library says, as a person who writes a plan can act on it. */
const SAYS: [RegExp, string][] = [
  [/Nested mappings are not allowed in compact mappings/, 'a text with ": " in it needs quotes: title: "a: b"'],
  [/Maximum call stack/, 'nested too deep'],
  [
    /Implicit keys need to be on a single line|Implicit map keys need to be followed by map values/,
    'here a key without a value begins; write key: value',
  ],
]

const said = (message: string): string => SAYS.find(([pattern]) => pattern.test(message))?.[1] ?? message

/** The file's document; errors in it are told by `report`. A stack for each of thousands of errors would take seconds. */
const compose = (text: string, tokens: readonly CST.Token[], report: (at: number, message: string) => void) => {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    const composer = new Composer({ prettyErrors: false, uniqueKeys: false, stringKeys: false })
    const [document, ...others] = composer.compose(tokens, true, text.length)
    for (const error of document?.errors ?? []) report(error.pos[0], said(error.message))
    const [second] = others
    if (second) report(second.range[0], 'one file, one document: leave out the line ---, or make two files')
    return document
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

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
  const tokens = [...new Parser(lines.addNewLine).parse(text)]
  const { words, comments, tooDeep } = wordsOf(text, tokens)
  const written = { path, kind, text, lines, words, comments }
  if (tooDeep !== null) {
    report('yaml.depth', tooDeep, 'nested too deep')
    return { file: { ...written, root: null, value: undefined }, problems }
  }
  const document = compose(text, tokens, (at, message) => report('yaml.syntax', at, message))
  if (problems.length > 0) return { file: { ...written, root: null, value: undefined }, problems }
  const root = (document?.contents ?? null) as Node | null
  const { value, refused } = plainValue(root)
  for (const { rule, offset, message } of refused) report(rule, offset, message)
  return { file: { ...written, root, value: problems.length > 0 ? undefined : value }, problems }
}
